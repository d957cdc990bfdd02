using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// The official SDK <c>Intercom.Dotnet.Client</c> and its forks with the same types. Told from other SDKs with the same client names by the parameter
/// types in <c>Intercom.Data</c>, never by the assembly's name.
/// </summary>
internal sealed class OfficialClient : IntercomClient
{
    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("Intercom.Exceptions.ApiException", "Newtonsoft.Json.JsonReaderException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create("Create", "Update", "View", "List", "Convert", "ConvertToUser", "ConvertToContact",
        "CreateAsync", "UpdateAsync", "ViewAsync", "ListAsync", "Search", "SearchAsync", "CreateOrUpdate");

    public override bool IsLibrary => true;

    public override bool IsReferenced(Compilation compilation) =>
        compilation.GetTypesByMetadataName("Intercom.Data.User").Length > 0 || compilation.GetTypesByMetadataName("Intercom.Data.Contact").Length > 0;

    public override bool Owns(IMethodSymbol method) =>
        method.ContainingType is { Name: "UsersClient" or "ContactsClient" or "VisitorsClient" or "UserLegacysClient" } type
        && InNamespace(type, "Clients")
        && (method.Parameters.Length == 0 || IsModel(method.Parameters[0].Type) || (ReturnsModel(method) && method.Parameters[0].Type.Name is "String" or "Dictionary"));

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var type = call.Method.ContainingType.Name;
        var operation = type + "." + call.Method.Name;
        var name = Words.WithoutSuffix(call.Method.Name, "Async");
        var first = call.Arguments is [{ } argument, ..] ? argument : null;
        return (type, name) switch
        {
            ("UsersClient", "Create" or "Update") or ("UserLegacysClient", "CreateOrUpdate") => Creation(IsUpdateOfKnown(first) ? CallKind.Other : CallKind.Upsert, operation, first, lead: false, resolve: true),
            ("ContactsClient", "Create") => Creation(CallKind.Create, operation, first, lead: true, resolve: true),
            ("ContactsClient", "Update") when call.Arguments.Length == 1 && SendsNoId(first) => Creation(CallKind.UpdateWithoutId, operation, first, lead: true, resolve: false),
            ("ContactsClient", "Search") when call.Arguments is [{ } field, _, { } value] =>
                Lookup(operation, ImmutableArray.Create(new SentIdentifier(field, value))),
            ("ContactsClient", "Convert") or ("VisitorsClient", "ConvertToUser" or "ConvertToContact") =>
                Creation(CallKind.Convert, operation, call.Arguments.Length > 1 ? call.Arguments[1] : first, lead: false, resolve: false),
            (_, "View" or "List") when first is not null => Lookup(operation, Asked(operation, name, call.Method, first)) with { IsKeyed = name == "View" },
            _ => new IntercomCall(CallKind.Other, ClientNames.Official, operation),
        };
    }

    private static IntercomCall Creation(CallKind kind, string operation, ValueKey? body, bool lead, bool resolve) => new(kind, ClientNames.Official, operation)
    {
        Payload = body,
        IsLeadOnly = lead,
        Failures = Thrown,
        NullMeansFailure = true,
        Resolve = resolve ? "FindOrCreate" : null,
    };

    private static IntercomCall Lookup(string operation, ImmutableArray<SentIdentifier> asked) =>
        new(CallKind.Lookup, ClientNames.Official, operation) { Asked = asked, Failures = Thrown, NullMeansFailure = true };

    private static ImmutableArray<SentIdentifier> Asked(string operation, string name, IMethodSymbol method, ValueKey value) =>
        method.Parameters[0].Type.SpecialType == SpecialType.System_String
            ? ImmutableArray.Create(new SentIdentifier(name == "List" ? Identifier.Email : Identifier.IntercomId, value))
            : Identity.Of(new IntercomCall(CallKind.Lookup, ClientNames.Official, operation) { Payload = value }).Sent;

    // Only an object that is built in sight proves what it does not hold.
    private static bool SendsNoId(ValueKey? body) =>
        body is { Kind: ValueKeyKind.Object } && body.Field(Identifier.IntercomId) is null && body.Field(Identity.Unreadable) is null;

    // What Intercom has answered has its id.
    private static bool IsUpdateOfKnown(ValueKey? body) =>
        body is { HasResult: true, Kind: ValueKeyKind.Result or ValueKeyKind.Member or ValueKeyKind.Call } || body?.Field(Identifier.IntercomId) is { } id && (id.HasResult || id.Any(k => k.SymbolDatum?.ContainingType is { } owner && InNamespace(owner, "Data", "Core")));

    private static bool IsModel(ITypeSymbol type) => type.Name is "User" or "Contact" or "Visitor" or "UserLegacy" && InNamespace(type, "Data");

    private static bool ReturnsModel(IMethodSymbol method) => method.ReturnType.Awaited() is { Name: "User" or "Contact" or "Visitor" or "Users" or "Contacts" } type && InNamespace(type, "Data");

    private static bool InNamespace(ITypeSymbol type, params string[] names) =>
        type.ContainingNamespace is { ContainingNamespace: { Name: "Intercom", ContainingNamespace.IsGlobalNamespace: true } } space && Array.IndexOf(names, space.Name) >= 0;
}
