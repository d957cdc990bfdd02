using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>RestSharp, the shapes of 106 and of 107 and later: a <c>RestRequest</c> that is put together call by call, and a client that executes it.</summary>
internal sealed class RestSharpClient : IntercomClient
{
    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create(
        "Execute", "ExecuteAsync", "ExecuteTaskAsync", "ExecutePost", "ExecutePostAsync", "ExecutePostTaskAsync", "ExecuteGet", "ExecuteGetAsync", "ExecuteGetTaskAsync", "ExecuteAsPost", "ExecuteAsGet",
        "Post", "PostAsync", "PostJsonAsync", "PostJson", "Get", "GetAsync", "GetJsonAsync", "GetJson", "Put", "PutAsync", "PutJsonAsync", "ExecutePut", "ExecutePutAsync");

    // The first values of RestSharp's Method; the same in all versions.
    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE"];

    public override bool Builds => true;

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName("RestSharp.RestRequest").Length > 0;

    public override bool Owns(IMethodSymbol method) => IsRestSharp(method) && (method.Parameters.Any(p => IsRequest(p.Type)) || method.Name.Contains("Json"));

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var name = call.Method.Name;
        var origin = call.Model.HttpOrigins.Of(call.Receiver, call.ContainingType, call.Syntax);
        var form = new HttpForm(ClientNames.RestSharp, null, name.StartsWith("Execute", StringComparison.Ordinal), HttpClientCalls.Thrown);
        if (call.Argument("resource") is { } resource && name.Contains("Json"))
        {
            return HttpRoutes.Settle(new HttpRequest(Verb(name, null), resource, call.Argument("request")) { Form = form }, origin);
        }

        if (call.Method.Parameters.FirstOrDefault(p => IsRequest(p.Type)) is not { } parameter || call.Arguments[parameter.Ordinal] is not { Kind: ValueKeyKind.Object } request) return null;
        if (request.Field("Resource") is not { } url) return null;
        var verb = Verb(name, call.Argument("httpMethod", "method") ?? request.Field("Method"));
        return HttpRoutes.Settle(new HttpRequest(verb, url, request.Field(BuiltRequest.BodyMember)) { Form = form }, origin);
    }

    public override bool IsMutableRequest(ITypeSymbol type) => IsRequest(type);

    public override BuiltRequest? Build(in ClientCall call)
    {
        if (!IsRestSharp(call.Method) || call.Receiver is not { Kind: ValueKeyKind.Object } request || !IsRequestShape(request)) return null;
        var name = call.Argument("name")?.Datum as string;
        var value = call.Argument("value");
        var changed = call.Method.Name switch
        {
            "AddJsonBody" or "AddBody" or "AddStringBody" or "AddObject" => call.Argument("obj", "body") is { } body ? request.With(BuiltRequest.BodyMember, body) : null,
            "AddParameter" when IsBody(name) && value is not null => request.With(BuiltRequest.BodyMember, value),
            "AddQueryParameter" or "AddParameter" when name is not null && value is not null && request.Field("Resource") is { } url =>
                request.With("Resource", HttpAddress.WithQuery(url, name, value)),
            "AddUrlSegment" when name is not null && value is not null && request.Field("Resource") is { } url => request.With("Resource", HttpAddress.Fill(url, name, value)),
            _ => null,
        };
        return new BuiltRequest(changed ?? request, request);
    }

    private static ValueKey Verb(string method, ValueKey? value)
    {
        if (method.Contains("Post")) return ValueKey.Constant("POST");
        if (method.Contains("Get")) return ValueKey.Constant("GET");
        if (method.Contains("Put")) return ValueKey.Constant("PUT");
        return value is null ? ValueKey.Constant("GET") : value.Datum is int and >= 0 and < 4 ? ValueKey.Constant(Methods[(int)value.Datum]) : value;
    }

    // AddParameter("application/json", text, ParameterType.RequestBody) was the way to send a body before AddJsonBody.
    private static bool IsBody(string? name) => name?.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool IsRequestShape(ValueKey request) => request.Datum is ObjectShape { Type: { } type } && IsRequest(type);

    private static bool IsRequest(ITypeSymbol type) => type.Name is "RestRequest" or "IRestRequest" && type.ContainingNamespace?.Name == "RestSharp";

    private static bool IsRestSharp(IMethodSymbol method) => method.ContainingNamespace is { Name: "RestSharp", ContainingNamespace.IsGlobalNamespace: true };
}
