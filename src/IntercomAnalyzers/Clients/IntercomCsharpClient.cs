using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>The retired SDK <c>Intercom.Csharp</c>: <c>UserService.Create</c> and <c>Update</c> both post to <c>/users</c>, which matches or creates on the server.</summary>
internal sealed class IntercomCsharpClient : IntercomClient
{
    // One exception for every failure, without a status.
    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("Intercom.Csharp.IntercomException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create("Create", "Update", "Single", "All");

    public override bool IsLibrary => true;

    public override bool IsReferenced(Compilation compilation) =>
        compilation.GlobalNamespace.GetNamespaceMembers().Any(n => n.Name == "Intercom" && n.GetNamespaceMembers().Any(m => m.Name == "Csharp"));

    public override bool Owns(IMethodSymbol method) => method.ContainingType is { Name: "UserService" or "IUserService" } type && IsLibraryNamespace(type.ContainingNamespace);

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var operation = "UserService." + call.Method.Name;
        var first = call.Arguments.FirstOrDefault();
        switch (call.Method.Name)
        {
            case "Create" or "Update":
                return Call(first?.Field(Identifier.IntercomId) is { HasResult: true } ? CallKind.Other : CallKind.Upsert, operation) with { Payload = first };
            case "Single" when first is not null:
                var identifier = call.Method.Parameters[0].Type.SpecialType == SpecialType.System_String ? Identifier.Email : Identifier.ExternalId;
                return Call(CallKind.Lookup, operation) with { Asked = ImmutableArray.Create(new SentIdentifier(identifier, first)), IsKeyed = true };
            default:
                return Call(CallKind.Other, operation);
        }
    }

    private static IntercomCall Call(CallKind kind, string operation) => new(kind, ClientNames.IntercomCsharp, operation) { Failures = Thrown };

    private static bool IsLibraryNamespace(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Csharp", ContainingNamespace: { Name: "Intercom", ContainingNamespace.IsGlobalNamespace: true } }) return true;
        }

        return false;
    }
}
