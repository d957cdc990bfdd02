using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>The safe calls of this product's own resolver, in all their forms.</summary>
internal sealed class ResolverCalls : IntercomClient
{
    private const string Namespace = "IntercomAnalyzers.Resolver";

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create(
        "FindOrCreateContactAsJsonAsync", "FindOrCreateContactAsync", "SendFindOrCreateContactAsync", "SendFindOrCreateContact", "FindOrCreate", "FindOrCreateAsync");

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName(Namespace + ".ContactDraft").Length > 0;

    public override bool Owns(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is Namespace or Namespace + ".CallSites";

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var body = call.Argument("value", "content", "draft", "user", "contact", "hash") ?? (call.Argument("request") is { } request ? request.Field("Content") ?? request.Field("contact") ?? request : null);
        return new IntercomCall(CallKind.Resolve, ClientNames.Resolver, call.Method.Name)
        {
            Payload = body ?? ValueKey.Opaque((call.Method.Name, "body")),

            // The SDK's contacts client makes leads; a draft says so by ContactRole.Lead, the second of its values.
            IsLeadOnly = call.Method.Parameters is [{ Type.Name: "ContactsClient" }, ..] || body?.Field("Role")?.Datum is 1,
        };
    }
}
