using System.CommandLine;

namespace IntercomProbes.CommandLine;

/// <summary>Reads the root of the API. The token must not cross a network in the clear.</summary>
internal static class BaseAddressArgument
{
    private const string Name = "--base-address";

    private static readonly Uri Default = new("https://api.intercom.io/");

    public static Option<Uri> Option() => new(Name)
    {
        Description = "Root of the API: https, or http on this machine.",
        DefaultValueFactory = _ => Default,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Uri.TryCreate(text.EndsWith('/') ? text : $"{text}/", UriKind.Absolute, out Uri? address)
                && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
            {
                return address;
            }

            result.AddError($"{Name}: '{text}' is neither an https address nor an http address of this machine.");
            return Default;
        },
    };
}
