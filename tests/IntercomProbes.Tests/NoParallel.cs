// The token comes from the environment and the output goes to the console: both belong to the process.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
