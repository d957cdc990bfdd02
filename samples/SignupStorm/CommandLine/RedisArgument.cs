using System.CommandLine;
using System.Net;

namespace SignupStorm.CommandLine;

/// <summary>Reads the address of a Redis server.</summary>
internal static class RedisArgument
{
    private const string Name = "--redis";

    public static Option<DnsEndPoint?> Option() => new(Name)
    {
        Description = "Redis server of this machine as host:port, for the resolver's locks and markers that all processes share.",
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Uri.TryCreate($"redis://{text}", UriKind.Absolute, out Uri? address)
                && address is { Port: > 0, PathAndQuery: "/" or "", UserInfo: "", Fragment: "" }
                && text.EndsWith($":{address.Port}", StringComparison.Ordinal))
            {
                if (address.IsLoopback)
                {
                    return new DnsEndPoint(address.DnsSafeHost, address.Port);
                }

                result.AddError($"{Name}: '{text}' is not on this machine. Only localhost and loopback addresses are taken.");
                return null;
            }

            result.AddError($"{Name}: '{text}' is no host:port.");
            return null;
        },
    };
}
