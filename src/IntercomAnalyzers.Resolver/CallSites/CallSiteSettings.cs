using Microsoft.Extensions.Logging.Abstractions;

namespace IntercomAnalyzers.Resolver;

/// <summary>Policies and limits of the call-site extensions: those of the resolver that was set up last, else the defaults.</summary>
internal static class CallSiteSettings
{
    private static ResolverSettings? s_current;

    public static ResolverSettings Current
    {
        get => Volatile.Read(ref s_current) ?? Defaults.Value;
        set => Volatile.Write(ref s_current, value);
    }

    private static class Defaults
    {
        public static ResolverSettings Value { get; } = new(new ContactResolverOptions(), NullLogger.Instance);
    }
}
