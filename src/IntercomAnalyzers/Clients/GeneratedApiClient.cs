using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// Clients that NSwag, OpenAPI Generator and their like make from Intercom's OpenAPI description, when only their assembly is there: known by the operation names of the
/// description, by the word Intercom in the name of the type, its namespace or its assembly, and by a body with external id and email. Generated sources are followed
/// like any other method instead.
/// </summary>
internal sealed class GeneratedApiClient : IntercomClient
{
    private static readonly ImmutableDictionary<string, CallKind> Operations = new Dictionary<string, CallKind>(StringComparer.Ordinal)
    {
        ["CreateContact"] = CallKind.Create,
        ["SearchContacts"] = CallKind.Lookup,
        ["ShowContact"] = CallKind.Lookup,
        ["ShowContactByExternalId"] = CallKind.Lookup,
        ["FindContactByExternalId"] = CallKind.Lookup,
        ["ConvertVisitor"] = CallKind.Convert,
    }.ToImmutableDictionary();

    public override ImmutableArray<string> MethodNames { get; } = Operations.Keys.SelectMany(n => new[] { n, n + "Async" }).ToImmutableArray();

    public override bool IsReferenced(Compilation compilation) => true;

    public override bool Owns(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.Length > 0 || method.ContainingType is not { } type) return false;
        var named = Words.Contains(type.Name, "Intercom") || Words.Contains(type.ContainingNamespace, "Intercom") || Words.Contains(method.ContainingAssembly?.Name ?? "", "Intercom");
        if (!named || method.IsExtensionMethod) return false;
        return Kind(method) switch
        {
            CallKind.Create => Body(method) is { } body && HasMember(body.Type, "ExternalId") && HasMember(body.Type, "Email"),
            CallKind.Lookup => method.Parameters.Length > 0,
            _ => true,
        };
    }

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var kind = Kind(call.Method);
        var made = new IntercomCall(kind, ClientNames.GeneratedApi, call.Method.ContainingType.Name + "." + call.Method.Name) { Failures = HttpClientCalls.Thrown };
        if (Body(call.Method) is { } body) return made with { Payload = call.Arguments[body.Ordinal] };
        var key = call.Method.Parameters.FirstOrDefault(p => p.Type.SpecialType == SpecialType.System_String && !p.Name.ToLowerInvariant().Contains("version"));
        if (kind != CallKind.Lookup || key is null || call.Arguments[key.Ordinal] is not { } value) return made with { Payload = ValueKey.Opaque((call.Method.Name, "body")) };
        var identifier = call.Method.Name.Contains("ExternalId") ? Identifier.ExternalId : Identifier.IntercomId;
        return made with { Asked = ImmutableArray.Create(new SentIdentifier(identifier, value)), IsKeyed = true };
    }

    private static CallKind Kind(IMethodSymbol method) =>
        Operations.TryGetValue(Words.WithoutSuffix(method.Name, "Async"), out var kind) ? kind : CallKind.Other;

    private static IParameterSymbol? Body(IMethodSymbol method) => method.Parameters.FirstOrDefault(p => p.Type is INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None });

    private static bool HasMember(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers().Any(m => m is IPropertySymbol && Identifier.Normalize(m.Name) == Identifier.Normalize(name))) return true;
        }

        return false;
    }
}
