// The same answer from objects in memory by mercurius with graphql-jit: `benchmarks.graphql --node FOLDER`, where FOLDER
// holds node_modules with fastify, mercurius, graphql and graphql-jit.   node mercurius.mjs FOLDER PORT
import { createRequire } from "node:module";

const [folder, port] = process.argv.slice(2);
const require = createRequire(folder + "/");
const Fastify = require("fastify");
const mercurius = require("mercurius");

const NODES = 1000, EDGES = 5000, ROOTS = 100, CHILDREN = 50;
const pad = (number) => String(number).padStart(32, "0");
const node = (n) => ({
  id: "m" + pad(n), type: "Person", label: `José Hernández ${n}`, firstSeen: "2021-05-01", lastSeen: "2024-01-31",
  claims: n % 40, origins: n % 7, score: n / NODES, subject: n % 3 === 0, names: [`José ${n}`, `El ${n}`],
});
const edge = (n) => ({
  id: "l" + pad(n), type: "memberOf", subject: "m" + pad(n % NODES), object: "m" + pad((n * 7) % NODES),
  validFrom: n % 2 ? "2022-03" : null, claims: n % 20,
});
const range = (n, f) => Array.from({ length: n }, (_, i) => f(i));
const graph = { nodes: range(NODES, node), edges: range(EDGES, edge) };
const nested = range(ROOTS, (n) => ({
  id: "r" + n,
  neighbours: { edges: range(CHILDREN, (c) => ({ link: edge(n * CHILDREN + c), node: node((n + c) % NODES) })) },
}));

const schema = `
  type Node { id: ID! type: String! label: String! firstSeen: String! lastSeen: String! claims: Int! origins: Int!
    score: Float! subject: Boolean! names: [String!]! }
  type Edge { id: ID! type: String! subject: ID! object: ID! validFrom: String claims: Int! }
  type Neighbour { link: Edge! node: Node! }
  type Neighbours { edges: [Neighbour!]! }
  type Root { id: ID! neighbours: Neighbours! }
  type Graph { nodes: [Node!]! edges: [Edge!]! }
  type Query { graph: Graph! nested: [Root!]! node(id: ID!): Node }
`;
const resolvers = {
  Query: { graph: () => graph, nested: () => nested, node: (_, { id }) => graph.nodes[Number(id.slice(1))] },
};
const app = Fastify({ logger: false });
app.register(mercurius, { schema, resolvers, jit: 1, path: "/graphql" });
await app.listen({ port: Number(port), host: "127.0.0.1" });
