using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary><c>HttpWebRequest</c>: made from an address, its body written to a stream, sent by asking for the response.</summary>
internal sealed class WebRequestClient : IntercomClient
{
    private const string Address = "RequestUri";

    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("System.Net.WebException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create("GetResponse", "GetResponseAsync");

    public override bool Builds => true;

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName("System.Net.WebRequest").Length > 0;

    public override bool Owns(IMethodSymbol method) => IsWebRequest(method.ContainingType);

    public override IntercomCall? Recognise(in ClientCall call)
    {
        if (call.Receiver is not { Kind: ValueKeyKind.Object } request || request.Field(Address) is not { } address) return null;
        var form = new HttpForm(ClientNames.WebRequest, null, AnswersFailures: false, Thrown);
        var origin = new HttpOrigin(HostKind.Unknown, request.Field("Headers")?.Field(HttpRegistrations.VersionHeader) is not null, false, null);
        return HttpRoutes.Settle(new HttpRequest(request.Field("Method") ?? ValueKey.Constant("GET"), address, request.Field(BuiltRequest.BodyMember)) { Form = form }, origin);
    }

    public override BuiltRequest? Build(in ClientCall call)
    {
        var name = call.Method.Name;
        if (IsWebRequest(call.Method.ContainingType))
        {
            if (name is "Create" or "CreateHttp" or "CreateDefault" && call.Arguments is [{ } address, ..])
            {
                return new BuiltRequest(ValueKey.Object(ObjectShape.Of(call.Method.ReturnType, [Address, BuiltRequest.Mark]), [address, ValueKey.Opaque(call.Syntax)]));
            }

            if (name is "GetRequestStream" or "GetRequestStreamAsync" && call.Receiver?.Field(BuiltRequest.Mark) is { } mark)
            {
                return new BuiltRequest(ValueKey.Object(ObjectShape.Of(call.Method.ReturnType, [BuiltRequest.Mark]), [mark]));
            }

            return null;
        }

        // Bytes to the stream itself, text to a writer on it, or a serializer that is handed the stream.
        var stream = call.Receiver?.Field(BuiltRequest.Mark) is not null ? call.Receiver : call.Arguments.FirstOrDefault(a => a?.Field(BuiltRequest.Mark) is not null && a.Field(Address) is null);
        if (stream?.Field(BuiltRequest.Mark) is not { } owner || stream.Field(Address) is not null || !(name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Serialize", StringComparison.Ordinal))) return null;
        var body = call.Arguments.FirstOrDefault(a => a is not null && !ReferenceEquals(a, stream));
        return new BuiltRequest(ValueKey.Opaque(call.Syntax), Owner: owner, Body: body);
    }

    private static bool IsWebRequest(INamedTypeSymbol? type) => type is { Name: "WebRequest" or "HttpWebRequest", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } };
}
