using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// Clients that Kiota generates from Intercom's OpenAPI description. The route follows from the request builder's namespace; that it is Intercom's follows from the
/// name of the client, from the builder for <c>find_by_external_id</c>, which no other contacts API has, or from a body with external id and role.
/// </summary>
internal sealed class KiotaClient : IntercomClient
{
    private static readonly ImmutableArray<string> Thrown = HttpClientCalls.Thrown.Add("Microsoft.Kiota.Abstractions.ApiException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create("PostAsync", "GetAsync", "PutAsync", "DeleteAsync");

    public override bool IsLibrary => true;

    public override bool IsReferenced(Compilation compilation) => compilation.GetTypesByMetadataName("Microsoft.Kiota.Abstractions.BaseRequestBuilder").Length > 0;

    public override bool Owns(IMethodSymbol method) =>
        method.ContainingType is { } type && type.Name.EndsWith("RequestBuilder", StringComparison.Ordinal) && IsKiota(type) && Route(type) is { } route && IsIntercom(type, route.Root, method);

    public override IntercomCall? Recognise(in ClientCall call)
    {
        if (Route(call.Method.ContainingType) is not { } route || LeadsElsewhere(route.Root, call.Model)) return null;
        var verb = Words.WithoutSuffix(call.Method.Name, "Async").ToUpperInvariant();
        var operation = verb + " /" + route.Path;
        var body = call.Argument("body");
        return (verb, route.Path) switch
        {
            ("POST", "contacts") => Call(CallKind.Create, operation) with { Payload = body },
            ("POST", "contacts/bulk") => Call(CallKind.Create, operation) with { Payload = body, IsBulk = true },
            ("POST", "contacts/search") => Call(CallKind.Lookup, operation) with { Payload = body },
            ("POST", "visitors/convert") => Call(CallKind.Convert, operation) with { Payload = body },
            ("GET", "contacts/find_by_external_id/{}") when Key(call) is { } key => Call(CallKind.Lookup, operation) with { Asked = ImmutableArray.Create(new SentIdentifier(Identifier.ExternalId, key)), IsKeyed = true },
            ("GET", "contacts/{}") when Key(call) is { } key => Call(CallKind.Lookup, operation) with { Asked = ImmutableArray.Create(new SentIdentifier(Identifier.IntercomId, key)), IsKeyed = true },
            _ => Call(CallKind.Other, operation),
        };
    }

    // The root of a generated client sets the address that the description names, where nobody has set another.
    private static bool LeadsElsewhere(INamespaceSymbol contacts, CompilationModel model) =>
        contacts.ContainingNamespace.GetTypeMembers().Where(t => t.BaseType?.Name == "BaseRequestBuilder").SelectMany(t => t.DeclaringSyntaxReferences)
            .SelectMany(r => r.GetSyntax(model.CancellationToken).DescendantNodes()).OfType<AssignmentExpressionSyntax>()
            .Any(a => a is { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BaseUrl" }, Right: LiteralExpressionSyntax { Token.Value: string address } } && HttpAddress.HostOf(ValueKey.Constant(address)) == HostKind.Other);

    private static IntercomCall Call(CallKind kind, string operation) => new(kind, ClientNames.Kiota, operation) { Failures = Thrown };

    // client.Contacts[id]: the receiver is an indexer access, or a method that takes the key in older clients.
    private static ValueKey? Key(in ClientCall call) => call.Receiver is { Parts: [_, var key, ..] } ? key : null;

    private static bool IsKiota(INamedTypeSymbol type) =>
        type.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute" && a.ConstructorArguments is [{ Value: "Kiota" }, ..]);

    private static (string Path, INamespaceSymbol Root)? Route(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        var name = Words.WithoutSuffix(type.Name, "RequestBuilder");
        var parts = new List<string>();
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            parts.Insert(0, space.Name);
            if (space.Name is not ("Contacts" or "Visitors")) continue;
            var path = string.Join("/", parts.Select(p => p.ToLowerInvariant())) switch
            {
                "contacts" when name == "Contacts" => "contacts",
                "contacts/search" => "contacts/search",
                "contacts/bulk" => "contacts/bulk",
                "contacts/item" when parts.Count == 2 && name.EndsWith("Item", StringComparison.Ordinal) => "contacts/{}",
                "contacts/find_by_external_id/item" => "contacts/find_by_external_id/{}",
                "contacts/find_by_external_id" when name.EndsWith("Item", StringComparison.Ordinal) => "contacts/find_by_external_id/{}",
                "visitors/convert" or "visitors/convertnamespace" => "visitors/convert",
                var other => other,
            };
            return (path, space);
        }

        return null;
    }

    private static bool IsIntercom(INamedTypeSymbol type, INamespaceSymbol root, IMethodSymbol method)
    {
        if (Words.Contains(type.ContainingNamespace, "Intercom")) return true;
        if (root.GetNamespaceMembers().Any(n => string.Equals(n.Name, "Find_by_external_id", StringComparison.OrdinalIgnoreCase))) return true;
        return method.Parameters is [{ Type: INamedTypeSymbol body }, ..] && body.GetMembers("ExternalId").Length > 0 && body.GetMembers("Role").Length > 0;
    }
}
