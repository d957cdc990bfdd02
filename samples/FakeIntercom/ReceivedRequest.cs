namespace FakeIntercom;

/// <summary>A request that the fake received, in order of its answer.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="PathAndQuery">The path and query as received.</param>
/// <param name="Route">The route that matched, for example <c>GET /contacts/{id}</c>; see <see cref="Routes"/>.</param>
/// <param name="Status">The status code that was sent; 0 when the connection was cut instead.</param>
/// <param name="Fault">The fault that was injected, if any.</param>
/// <param name="Version">The <c>Intercom-Version</c> header, if any.</param>
/// <param name="Body">The request's body.</param>
/// <param name="RequestId">The <c>X-Request-Id</c> of the answer.</param>
public sealed record ReceivedRequest(
    string Method,
    string PathAndQuery,
    string Route,
    int Status,
    FaultKind? Fault,
    string? Version,
    string Body,
    string RequestId);
