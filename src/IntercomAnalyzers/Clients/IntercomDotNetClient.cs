using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>The community SDK <c>IntercomDotNet</c>: anonymous objects in, <c>dynamic</c> out, <c>POST /users</c> behind it, which matches or creates on the server.</summary>
internal sealed class IntercomDotNetClient : IntercomClient
{
    private static readonly ImmutableArray<string> Thrown = ImmutableArray.Create("IntercomDotNet.RestException", "IntercomDotNet.RestRateLimitException");

    public override ImmutableArray<string> MethodNames { get; } = ImmutableArray.Create("Post", "Put", "Get", "Delete");

    public override bool IsLibrary => true;

    public override bool IsReferenced(Compilation compilation) =>
        compilation.GetTypesByMetadataName("IntercomDotNet.Resources.Users").Length > 0 || compilation.GetTypesByMetadataName("intercom_dotnet.Resources.Users").Length > 0;

    public override bool Owns(IMethodSymbol method) =>
        method.ContainingType is { Name: "Users", ContainingNamespace: { Name: "Resources", ContainingNamespace.Name: "IntercomDotNet" or "intercom_dotnet" } };

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var operation = "Users." + call.Method.Name;
        switch (call.Method.Name)
        {
            case "Post" or "Put":
                var body = call.Arguments.FirstOrDefault();
                var kind = body?.Field(Identifier.IntercomId) is { HasResult: true } ? CallKind.Other : CallKind.Upsert;
                return Call(kind, operation) with { Payload = body, Resolve = kind == CallKind.Upsert && call.Method.Name == "Post" ? "FindOrCreate" : null };
            case "Get":
                var asked = ImmutableArray.CreateBuilder<SentIdentifier>();
                foreach (var parameter in call.Method.Parameters)
                {
                    if (Identifier.FromName(parameter.Name) is { } identifier && call.Arguments[parameter.Ordinal] is { IsNull: false } value) asked.Add(new SentIdentifier(identifier, value));
                }

                return asked.Count == 0 ? Call(CallKind.Other, operation) : Call(CallKind.Lookup, operation) with { Asked = asked.ToImmutable(), IsKeyed = true };
            default:
                return Call(CallKind.Other, operation);
        }
    }

    private static IntercomCall Call(CallKind kind, string operation) => new(kind, ClientNames.IntercomDotNet, operation) { Failures = Thrown };
}
