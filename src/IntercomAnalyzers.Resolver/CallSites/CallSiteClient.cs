using System.Net.Http.Headers;

namespace IntercomAnalyzers.Resolver;

/// <summary>What a call site's requests go through: a client with its defaults, or the rest of a handler's pipeline, whose requests are complete.</summary>
/// <param name="Invoker">Sends the requests.</param>
/// <param name="BaseAddress">The client's base address, or null.</param>
/// <param name="Defaults">The client's default headers, or null.</param>
internal sealed record CallSiteClient(HttpMessageInvoker Invoker, Uri? BaseAddress, HttpRequestHeaders? Defaults)
{
    public static CallSiteClient Of(HttpClient client) => new(client, client.BaseAddress, client.DefaultRequestHeaders);

    /// <summary>The request's header, else the client's default; null when blank.</summary>
    public string? Header(HttpRequestMessage request, string name)
    {
        var value = First(request.Headers, name) ?? (Defaults is null ? null : First(Defaults, name));
        return string.IsNullOrWhiteSpace(value) ? null : value!.Trim();
    }

    private static string? First(HttpRequestHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
