// Storms in this process share the resolver that was built last: a test beside them would lend them its locks.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
