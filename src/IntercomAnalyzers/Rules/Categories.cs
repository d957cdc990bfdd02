namespace IntercomAnalyzers.Rules;

/// <summary>The categories of the rules, by the first digit of their IDs.</summary>
internal static class Categories
{
    public const string Configuration = "Configuration";
    public const string Lookup = "Lookup";
    public const string Resilience = "Resilience";
    public const string Identifiers = "Identifiers";
}
