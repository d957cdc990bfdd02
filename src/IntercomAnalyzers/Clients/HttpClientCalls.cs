using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>Raw <c>System.Net.Http.HttpClient</c>, its JSON extensions and request messages.</summary>
internal sealed class HttpClientCalls : IntercomClient
{
    /// <summary>The methods of interest; a call of another route is told apart by its text, see <see cref="HttpRouteGate"/>.</summary>
    public static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "PostAsync", "PostAsJsonAsync", "SendAsync", "Send", "GetAsync", "GetFromJsonAsync", "GetStringAsync", "GetStreamAsync", "GetByteArrayAsync",
        "PutAsync", "PutAsJsonAsync", "DeleteAsync", "PatchAsync",
    };

    /// <summary>How a request without an answer shows in everything that is built on <c>HttpClient</c>.</summary>
    public static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("System.Net.Http.HttpRequestException", "System.Threading.Tasks.TaskCanceledException");

    private static readonly ValueKey Get = ValueKey.Constant("GET");
    private static readonly ValueKey Post = ValueKey.Constant("POST");
    private static readonly ValueKey Put = ValueKey.Constant("PUT");
    private static readonly ValueKey Patch = ValueKey.Constant("PATCH");
    private static readonly ValueKey Delete = ValueKey.Constant("DELETE");

    public override ImmutableArray<string> MethodNames { get; } = Names.ToImmutableArray();

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName("System.Net.Http.HttpClient").Length > 0;

    public override bool Owns(IMethodSymbol method) =>
        method.ContainingType is { Name: "HttpClient" or "HttpMessageInvoker" or "HttpClientJsonExtensions" } type
        && (type.ContainingNamespace.Is("System.Net.Http") || type.ContainingNamespace.Is("System.Net.Http.Json"));

    public override IntercomCall? Recognise(in ClientCall call)
    {
        if (Request(call) is not { } request) return null;
        var origin = call.Model.HttpOrigins.Of(call.Receiver, call.ContainingType, call.Syntax);
        return HttpRoutes.Settle(request with { Client = call.Receiver }, origin);
    }

    private static HttpForm Form(IMethodSymbol method) => new(ClientNames.HttpClient, ResolverMethod(method.Name), ReturnsResponse(method), Thrown);

    private static bool ReturnsResponse(IMethodSymbol method) =>
        method.ReturnType.Awaited().Name == "HttpResponseMessage";

    private static string? ResolverMethod(string method) => method switch
    {
        "PostAsJsonAsync" => "FindOrCreateContactAsJsonAsync",
        "PostAsync" => "FindOrCreateContactAsync",
        "SendAsync" => "SendFindOrCreateContactAsync",
        "Send" => "SendFindOrCreateContact",
        _ => null,
    };

    private static HttpRequest? Request(in ClientCall call)
    {
        if (call.Argument("request") is { } message)
        {
            // Built elsewhere: neither the route nor the body is in sight.
            if (message.Kind != ValueKeyKind.Object || message.Field("RequestUri") is not { } uri) return null;
            return new HttpRequest(message.Field("Method") ?? Get, uri, message.Field("Content")) { Form = Form(call.Method) };
        }

        if (call.Argument("requestUri") is not { } url) return null;
        var name = call.Method.Name;
        var method = name.StartsWith("Post", StringComparison.Ordinal) ? Post
            : name.StartsWith("Get", StringComparison.Ordinal) ? Get
            : name.StartsWith("Put", StringComparison.Ordinal) ? Put
            : name.StartsWith("Delete", StringComparison.Ordinal) ? Delete
            : Patch;
        return new HttpRequest(method, url, call.Argument("value", "content")) { Form = Form(call.Method) };
    }
}
