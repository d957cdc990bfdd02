using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The part of IntercomDotNet's public surface that the cases use: the package cannot be restored everywhere.</summary>
internal static class IntercomDotNetSdk
{
    public const string Source =
        """
        using System;
        namespace IntercomDotNet
        {
            public class Client { }
            public abstract class Resource { protected Resource(Client client, string baseUrl) { } }
            public class RestException : Exception { public int StatusCode { get; } }
            public class IntercomClient
            {
                public static IntercomClient GetClient(string appid, string apiKey) => throw null;
                public Resources.Users Users { get; }
                public Resources.Events Events { get; }
            }
        }
        namespace IntercomDotNet.Resources
        {
            public class Users : Resource
            {
                public Users(Client client) : base(client, "users") { }
                public dynamic Post(object hash) => throw null;
                public dynamic Get(string email = null, string userId = null) => throw null;
                public dynamic Get(int page, int perPage = 50) => throw null;
            }
            public class Events : Resource
            {
                public Events(Client client) : base(client, "events") { }
                public dynamic Post(object hash) => throw null;
            }
        }
        """;

    private static readonly Lazy<MetadataReference> Compiled = new(() => SdkReference.Compile("IntercomDotNet", Source));

    public static MetadataReference Reference => Compiled.Value;
}
