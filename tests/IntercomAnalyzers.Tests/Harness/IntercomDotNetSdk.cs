namespace IntercomAnalyzers.Tests.Harness;

/// <summary>The part of IntercomDotNet's public surface that the cases use.</summary>
internal static class IntercomDotNetSdk
{
    public const string Source =
        """
        using System;
        namespace IntercomDotNet
        {
            public class RestException : Exception { public int StatusCode { get; } }
            public class IntercomClient { public Resources.Users Users => throw null; public Resources.Events Events => throw null; }
        }
        namespace IntercomDotNet.Resources
        {
            public class Users { public dynamic Post(object hash) => throw null; public dynamic Get(string email = null, string userId = null) => throw null; public dynamic Get(int page, int perPage = 50) => throw null; }
            public class Events { public dynamic Post(object hash) => throw null; }
        }
        """;
}
