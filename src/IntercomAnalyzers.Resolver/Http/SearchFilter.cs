namespace IntercomAnalyzers.Resolver;

/// <summary>One field and the value it must have.</summary>
internal readonly record struct SearchFilter(string Field, string Value);
