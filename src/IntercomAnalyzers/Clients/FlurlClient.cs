using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>Flurl.Http: an address that is put together call by call, from text or from a client, and sent at the end of the chain.</summary>
internal sealed class FlurlClient : IntercomClient
{
    private const string Address = "<address>";
    private const string Client = "<client>";
    private const string Version = "<version>";
    private const string AllowsStatus = "<allows>";

    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("Flurl.Http.FlurlHttpException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create(
        "PostJsonAsync", "PostAsync", "PostStringAsync", "PutJsonAsync", "PutAsync", "PatchJsonAsync", "GetJsonAsync", "GetAsync", "GetStringAsync", "GetStreamAsync", "SendJsonAsync", "SendAsync", "DeleteAsync");

    public override bool Builds => true;

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName("Flurl.Http.IFlurlRequest").Length > 0;

    public override bool Owns(IMethodSymbol method) => IsFlurl(method);

    public override IntercomCall? Recognise(in ClientCall call)
    {
        if (call.Receiver is not { } target) return null;
        var name = call.Method.Name;
        var verb = name.StartsWith("Post", StringComparison.Ordinal) ? ValueKey.Constant("POST")
            : name.StartsWith("Get", StringComparison.Ordinal) ? ValueKey.Constant("GET")
            : name.StartsWith("Send", StringComparison.Ordinal) ? call.Argument("verb")
            : ValueKey.Constant(name.StartsWith("Put", StringComparison.Ordinal) ? "PUT" : "DELETE");
        var client = target.Field(Client);
        var origin = call.Model.HttpOrigins.Of(client, call.ContainingType, call.Syntax);

        // For an address that is text Flurl makes the client.
        origin = client is null ? origin with { Registration = null, IsHandMade = true, IsMadeByFlurl = true } : origin with { IsMadeByFlurl = !origin.IsHandMade };
        if (target.Field(Version) is not null) origin = origin with { HasVersionHeader = true };
        var form = new HttpForm(ClientNames.Flurl, null, target.Field(AllowsStatus) is not null, Thrown);
        return HttpRoutes.Settle(new HttpRequest(verb, target.Field(Address) ?? AddressOf(target), call.Argument("body", "data", "content")) { Form = form }, origin);
    }

    public override BuiltRequest? Build(in ClientCall call)
    {
        if (!IsFlurl(call.Method) || call.Receiver is not { } receiver || MethodNames.Contains(call.Method.Name)) return null;
        var name = call.Method.Name;
        if (name == "Request")
        {
            // client.Request("contacts", "search"): segments behind the client's base address; text.Request(): the text itself.
            var first = call.Method.Parameters.FirstOrDefault(p => p.Type.SpecialType == SpecialType.System_String || p.Type.Name == "Url");
            if (call.Method.IsExtensionMethod && first is not null) return new BuiltRequest(Start(receiver, null));
            return new BuiltRequest(Start(ValueKey.Concat(Segments(call.Argument("urlSegments")).SelectMany((s, i) => i == 0 ? [s] : new[] { ValueKey.Constant("/"), s })), receiver));
        }

        // A client of the cache, known by its name.
        if (name is "Get" or "GetOrAdd" && FlurlRegistrations.IsCache(call.Method.ContainingType)) return call.Argument("name") is { } key ? new BuiltRequest(ValueKey.Call(call.Method.OriginalDefinition, ImmutableArray.Create(key))) : null;

        // Settings of a client leave it the client.
        if (call.Method.TypeArguments is [{ Name: "IFlurlClient" or "FlurlClient" }]) return new BuiltRequest(receiver);
        var request = receiver.Field(Address) is not null ? receiver : Start(receiver, null);
        var address = request.Field(Address)!;
        var changed = name switch
        {
            "AppendPathSegment" when call.Argument("segment") is { } segment => request.With(Address, Append(address, segment)),
            "AppendPathSegments" => request.With(Address, Segments(call.Argument("segments")).Aggregate(address, Append)),
            "SetQueryParam" or "AppendQueryParam" when call.Argument("name")?.Datum is string key && call.Argument("value") is { } value =>
                request.With(Address, HttpAddress.WithQuery(address, key, value)),
            "SetQueryParams" or "AppendQueryParam" when call.Argument("values") is { Kind: ValueKeyKind.Object, Datum: ObjectShape shape } values =>
                request.With(Address, shape.Names.Zip(values.Parts, (n, v) => (n, v)).Aggregate(address, (a, p) => HttpAddress.WithQuery(a, p.n, p.v))),
            "WithHeader" when string.Equals(call.Argument("name")?.Datum as string, HttpRegistrations.VersionHeader, StringComparison.OrdinalIgnoreCase) => request.With(Version, ValueKey.True),
            "WithHeaders" when call.Argument("headers") is { Kind: ValueKeyKind.Object } headers && headers.Field(HttpRegistrations.VersionHeader) is not null => request.With(Version, ValueKey.True),
            "AllowHttpStatus" or "AllowAnyHttpStatus" => request.With(AllowsStatus, ValueKey.True),
            _ => request,
        };
        return new BuiltRequest(changed, receiver.Kind == ValueKeyKind.Object ? receiver : null);
    }

    private static ValueKey Start(ValueKey address, ValueKey? client)
    {
        var request = ValueKey.Object(ObjectShape.Of(null, [Address]), [AddressOf(address)]);
        return client is null ? request : request.With(Client, client);
    }

    // new Url("https://…"), new FlurlRequest("https://…")
    private static ValueKey AddressOf(ValueKey value) => value.Field("baseUrl") ?? (value.Datum is ObjectShape { Type.Name: "FlurlRequest" } ? value.Field("url") : null) ?? value;

    private static ValueKey Append(ValueKey address, ValueKey segment)
    {
        if (address.Datum is string root) address = ValueKey.Constant(root.TrimEnd('/'));
        return ValueKey.Concat([address, ValueKey.Constant("/"), segment.Datum is string text ? ValueKey.Constant(text.TrimStart('/')) : segment]);
    }

    private static ImmutableArray<ValueKey> Segments(ValueKey? segments) =>
        segments is null ? ImmutableArray<ValueKey>.Empty : segments.Kind == ValueKeyKind.List ? segments.Parts : ImmutableArray.Create(segments);

    private static bool IsFlurl(IMethodSymbol method)
    {
        var space = method.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false }) space = space.ContainingNamespace;
        return space?.Name == "Flurl";
    }
}
