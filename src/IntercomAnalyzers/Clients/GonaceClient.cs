using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// The community SDK <c>Intercom-NET</c>. Its client types have the names of the official ones; the request types in <c>Intercom.Requests</c> tell them apart.
/// It has no search: a contact can only be read by Intercom's id.
/// </summary>
internal sealed class GonaceClient : IntercomClient
{
    // Its own exception says 500 whatever the server said.
    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("Intercom.Exceptions.ClientException`1", "System.AggregateException", "System.Net.Http.HttpRequestException", "Newtonsoft.Json.JsonReaderException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create("Create", "CreateAsync", "Get", "GetAsync", "List", "ListAsync", "Update", "UpdateAsync", "Merge", "MergeAsync", "Convert", "ConvertAsync");

    public override bool IsLibrary => true;

    public override bool IsReferenced(Compilation compilation) =>
        compilation.GetTypesByMetadataName("Intercom.Requests.Contacts.CreateRequest").Length > 0 || compilation.GetTypesByMetadataName("Intercom.Request.Contacts.CreateRequest").Length > 0;

    public override bool Owns(IMethodSymbol method) =>
        method.ContainingType is { Name: "IContactsClient" or "ContactsClient" or "IVisitorsClient" or "VisitorsClient", ContainingNamespace: { Name: "Clients", ContainingNamespace.Name: "Intercom" } }
        && method.Parameters is [{ Type: var request }] && request.Name.EndsWith("Request", StringComparison.Ordinal) && IsRequest(request.ContainingNamespace);

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var name = call.Method.Name;
        var isAsync = name.EndsWith("Async", StringComparison.Ordinal);
        var operation = (call.Method.ContainingType.Name.Contains("Visitors") ? "VisitorsClient." : "ContactsClient.") + name;
        var request = call.Arguments[0];
        return Words.WithoutSuffix(name, "Async") switch
        {
            "Create" => Call(CallKind.Create, operation) with { Payload = Model(request), Resolve = isAsync ? "FindOrCreateAsync" : "FindOrCreate" },
            "Convert" => Call(CallKind.Convert, operation) with { Payload = request },
            "Get" when request?.Field(Identifier.IntercomId) is { } id => Call(CallKind.Lookup, operation) with { Asked = ImmutableArray.Create(new SentIdentifier(Identifier.IntercomId, id)), IsKeyed = true },
            "Get" => Call(CallKind.Lookup, operation) with { Payload = request, IsKeyed = true },
            _ => Call(CallKind.Other, operation),
        };
    }

    private static IntercomCall Call(CallKind kind, string operation) => new(kind, ClientNames.Gonace, operation) { Failures = Thrown };

    // new CreateRequest(contact) sends what the model holds; a model from elsewhere is known by its members.
    private static ValueKey? Model(ValueKey? request) => request?.Field("contact") ?? request;

    private static bool IsRequest(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Requests" or "Request", ContainingNamespace.Name: "Intercom" }) return true;
        }

        return false;
    }
}
