namespace IntercomAnalyzers.Resolver;

/// <summary>Marks the POST requests of a resolution, which alone may look like creates, so that a handler further down does not resolve them again and wait for the lock they are sent under.</summary>
internal static class OwnRequest
{
    private const string Name = "IntercomAnalyzers.Resolver.OwnRequest";

#if NET8_0_OR_GREATER
    private static readonly HttpRequestOptionsKey<string> s_key = new(Name);

    public static void Mark(HttpRequestMessage request) => request.Options.Set(s_key, Name);

    public static bool IsMarked(HttpRequestMessage request) => request.Options.TryGetValue(s_key, out _);
#else
    public static void Mark(HttpRequestMessage request) => request.Properties[Name] = true;

    public static bool IsMarked(HttpRequestMessage request) => request.Properties.ContainsKey(Name);
#endif
}
