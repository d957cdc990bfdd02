using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IntercomAnalyzers.Resolver.CallSites;

public static partial class ContactHttpClientExtensions
{
    /// <summary>Replaces PostAsJsonAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, string? requestUri, TValue value, JsonSerializerOptions? options = null, CancellationToken cancellationToken = default) =>
        client.FindOrCreateContactAsJsonAsync(CreateUri(requestUri), value, options, cancellationToken);

    /// <summary>Replaces PostAsJsonAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, Uri? requestUri, TValue value, JsonSerializerOptions? options = null, CancellationToken cancellationToken = default) =>
        client.FindOrCreateContactAsync(requestUri, JsonContent(JsonSerializer.SerializeToUtf8Bytes(value, options ?? SerializerOptions.Web)), cancellationToken);

    /// <summary>Replaces PostAsJsonAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, string? requestUri, TValue value, CancellationToken cancellationToken) =>
        client.FindOrCreateContactAsJsonAsync(CreateUri(requestUri), value, options: null, cancellationToken);

    /// <summary>Replaces PostAsJsonAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, Uri? requestUri, TValue value, CancellationToken cancellationToken) =>
        client.FindOrCreateContactAsJsonAsync(requestUri, value, options: null, cancellationToken);

    /// <summary>Replaces PostAsJsonAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, string? requestUri, TValue value, JsonTypeInfo<TValue> jsonTypeInfo, CancellationToken cancellationToken = default) =>
        client.FindOrCreateContactAsJsonAsync(CreateUri(requestUri), value, jsonTypeInfo, cancellationToken);

    /// <summary>Replaces PostAsJsonAsync.</summary>
    /// <exception cref="ContactResolutionException">The contact was not resolved; the type tells why.</exception>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, Uri? requestUri, TValue value, JsonTypeInfo<TValue> jsonTypeInfo, CancellationToken cancellationToken = default)
    {
        Throw.IfNull(jsonTypeInfo, nameof(jsonTypeInfo));
        return client.FindOrCreateContactAsync(requestUri, JsonContent(JsonSerializer.SerializeToUtf8Bytes(value, jsonTypeInfo)), cancellationToken);
    }

    private static ByteArrayContent JsonContent(byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        return content;
    }
}
