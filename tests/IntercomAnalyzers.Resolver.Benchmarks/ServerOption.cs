using System.CommandLine;

namespace IntercomAnalyzers.Resolver.Benchmarks;

/// <summary>Which server is asked.</summary>
internal static class ServerOption
{
    public const string Name = "--server";

    public const string Bare = "bare";

    public const string Fake = "fake";

    public static Option<string> Create()
    {
        var option = new Option<string>(Name)
        {
            Description = "The server that both sides ask: 'fake' is the FakeIntercom of the samples, 'bare' answers constants, so that a request costs next to nothing.",
            DefaultValueFactory = _ => Fake,
        };
        option.AcceptOnlyFromAmong(Fake, Bare);
        return option;
    }
}
