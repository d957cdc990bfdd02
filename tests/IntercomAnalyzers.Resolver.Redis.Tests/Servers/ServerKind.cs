namespace IntercomAnalyzers.Resolver.Redis.Tests.Servers;

/// <summary>The servers that the tests can use.</summary>
public enum ServerKind
{
    /// <summary>A Garnet server in the process of the tests.</summary>
    Garnet,

    /// <summary>The redis-server of the system.</summary>
    Redis,
}
