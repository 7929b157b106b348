"""The outside: settings, who asks, GraphQL, the command line. The only room where extractors and graph meet."""
