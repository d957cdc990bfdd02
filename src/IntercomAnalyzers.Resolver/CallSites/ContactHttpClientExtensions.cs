using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace IntercomAnalyzers.Resolver.CallSites;

/// <summary>
/// Find or create at a call site that posts to <c>contacts</c> (or, by the legacy protocol, to <c>users</c>): same arguments and same result type as the call that they replace. The client itself
/// carries host and token. The response is the one that a create would have given: 200 and the contact. All methods are thread-safe.
/// </summary>
/// <remarks>
/// All methods throw <see cref="ArgumentException"/> when the address is no such route or the body has no usable identifier, <see cref="InvalidOperationException"/> when
/// neither the client nor the request carries an Authorization header, and <see cref="ContactResolutionException"/> when the contact can be neither found nor created safely; the
/// first two before any request.
/// </remarks>
public static class ContactHttpClientExtensions
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Takes the place of <c>PostAsJsonAsync</c>.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, string? requestUri, TValue value, CancellationToken cancellationToken) =>
        client.FindOrCreateContactAsJsonAsync(Address(requestUri), value, (JsonSerializerOptions?)null, cancellationToken);

    /// <summary>Takes the place of <c>PostAsJsonAsync</c>.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(this HttpClient client, Uri? requestUri, TValue value, CancellationToken cancellationToken) =>
        client.FindOrCreateContactAsJsonAsync(requestUri, value, (JsonSerializerOptions?)null, cancellationToken);

    /// <summary>Takes the place of <c>PostAsJsonAsync</c>.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(
        this HttpClient client, string? requestUri, TValue value, JsonSerializerOptions? options = null, CancellationToken cancellationToken = default) =>
        client.FindOrCreateContactAsJsonAsync(Address(requestUri), value, options, cancellationToken);

    /// <summary>Takes the place of <c>PostAsJsonAsync</c>.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(
        this HttpClient client, Uri? requestUri, TValue value, JsonSerializerOptions? options = null, CancellationToken cancellationToken = default) =>
        CallSite.RunAsync(client, requestUri, null, CallSite.Body(JsonSerializer.SerializeToNode(value, options ?? Web), nameof(value)), cancellationToken);

    /// <summary>Takes the place of <c>PostAsJsonAsync</c> with source-generated metadata.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(
        this HttpClient client, string? requestUri, TValue value, JsonTypeInfo<TValue> jsonTypeInfo, CancellationToken cancellationToken = default) =>
        client.FindOrCreateContactAsJsonAsync(Address(requestUri), value, jsonTypeInfo, cancellationToken);

    /// <summary>Takes the place of <c>PostAsJsonAsync</c> with source-generated metadata.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsJsonAsync<TValue>(
        this HttpClient client, Uri? requestUri, TValue value, JsonTypeInfo<TValue> jsonTypeInfo, CancellationToken cancellationToken = default) =>
        CallSite.RunAsync(client, requestUri, null, CallSite.Body(JsonSerializer.SerializeToNode(value, jsonTypeInfo), nameof(value)), cancellationToken);

    /// <summary>Takes the place of <c>PostAsync</c>. The content must be a JSON object.</summary>
    public static Task<HttpResponseMessage> FindOrCreateContactAsync(this HttpClient client, string? requestUri, HttpContent? content, CancellationToken cancellationToken = default) =>
        client.FindOrCreateContactAsync(Address(requestUri), content, cancellationToken);

    /// <summary>Takes the place of <c>PostAsync</c>. The content must be a JSON object.</summary>
    public static async Task<HttpResponseMessage> FindOrCreateContactAsync(this HttpClient client, Uri? requestUri, HttpContent? content, CancellationToken cancellationToken = default) =>
        await CallSite.RunAsync(client, requestUri, null, await CallSite.BodyAsync(content, nameof(content)).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Takes the place of <c>SendAsync</c>.</summary>
    public static Task<HttpResponseMessage> SendFindOrCreateContactAsync(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        client.SendFindOrCreateContactAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);

    /// <summary>Takes the place of <c>SendAsync</c>. The response is complete whatever the completion option says.</summary>
    public static async Task<HttpResponseMessage> SendFindOrCreateContactAsync(
        this HttpClient client, HttpRequestMessage request, HttpCompletionOption completionOption, CancellationToken cancellationToken = default)
    {
        _ = completionOption;
        if (request is null) throw new ArgumentNullException(nameof(request));
        if (request.Method != HttpMethod.Post) throw new ArgumentException($"Only a POST can be resolved, but the request is a {request.Method}.", nameof(request));
        var body = await CallSite.BodyAsync(request.Content, nameof(request)).ConfigureAwait(false);
        return await CallSite.RunAsync(client, request.RequestUri, request, body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the place of <c>Send</c>. Runs on the thread pool: no deadlock under a synchronization context.</summary>
    public static HttpResponseMessage SendFindOrCreateContact(this HttpClient client, HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        client.SendFindOrCreateContact(request, HttpCompletionOption.ResponseContentRead, cancellationToken);

    /// <summary>Takes the place of <c>Send</c>. Runs on the thread pool: no deadlock under a synchronization context.</summary>
    public static HttpResponseMessage SendFindOrCreateContact(this HttpClient client, HttpRequestMessage request, HttpCompletionOption completionOption, CancellationToken cancellationToken = default) =>
        Task.Run(() => client.SendFindOrCreateContactAsync(request, completionOption, cancellationToken), cancellationToken).GetAwaiter().GetResult();

    private static Uri? Address(string? requestUri) => string.IsNullOrEmpty(requestUri) ? null : new Uri(requestUri, UriKind.RelativeOrAbsolute);
}
