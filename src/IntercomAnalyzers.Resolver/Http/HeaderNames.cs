namespace IntercomAnalyzers.Resolver;

internal static class HeaderNames
{
    public const string Authorization = "Authorization";
    public const string IntercomVersion = "Intercom-Version";
}
