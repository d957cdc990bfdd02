namespace IntercomAnalyzers.Resolver.Tests;

/// <summary>Tests that set or read the process-wide default run one after the other.</summary>
[CollectionDefinition(nameof(ProcessWide))]
public sealed class ProcessWide;
