"""Record linkage over tables: one row a record, one field a feature. No store, no process, no clock: a spec, columns
and a model go in; pairs with bits and clusters come out, whatever the order of rows or the number of threads."""
