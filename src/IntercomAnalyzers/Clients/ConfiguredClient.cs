using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// Methods that the user says look up or create contacts: by an attribute (<c>[IntercomLookup]</c>, <c>[IntercomCreate]</c>, matched by name in any namespace), or by a line in a
/// configuration file. Identifiers come from the names of the parameters, or from the members of an object that is passed.
/// </summary>
internal sealed class ConfiguredClient : IntercomClient
{
    private const string LookupAttribute = "IntercomLookup";
    private const string CreateAttribute = "IntercomCreate";

    private static readonly ImmutableArray<string> Attributes = ImmutableArray.Create(LookupAttribute, CreateAttribute);

    // Names are the user's own; see MethodNamesIn.
    public override ImmutableArray<string> MethodNames => ImmutableArray<string>.Empty;

    public override IEnumerable<string> MethodNamesIn(CompilationModel model) =>
        model.AllFacts().Where(f => f.MentionsIntercom).SelectMany(f => f.MethodsMarked(Attributes))
            .Concat(model.Compilation.SourceModule.ReferencedAssemblySymbols.Where(a => Attributes.Any(n => a.TypeNames.Contains(n + "Attribute"))).SelectMany(a => ReferencedMethods.Marked(model.Compilation, a.Name, Attributes)))
            .Concat(model.Settings.Methods.Names);

    public override bool IsReferenced(Compilation compilation) => true;

    public override bool Owns(IMethodSymbol method) => Marked(method) is not null;

    public override bool Owns(IMethodSymbol method, CompilationModel model) => Owns(method) || model.Settings.Methods.KindOf(method) is not null;

    public override IntercomCall? Recognise(in ClientCall call)
    {
        var kind = Marked(call.Method.OriginalDefinition) ?? call.Model.Settings.Methods.KindOf(call.Method.OriginalDefinition);
        if (kind is null) return null;
        var named = ImmutableArray.CreateBuilder<SentIdentifier>();
        ValueKey? payload = null;
        foreach (var parameter in call.Method.Parameters)
        {
            if (call.Arguments[parameter.Ordinal] is not { } value) continue;
            if (Identifier.FromName(parameter.Name) is { } identifier) named.Add(new SentIdentifier(identifier, value));
            else if (parameter.Type is { SpecialType: SpecialType.None, TypeKind: TypeKind.Class }) payload ??= value;
        }

        return new IntercomCall(kind.Value, ClientNames.Configured, call.Method.ContainingType.Name + "." + call.Method.Name)
        {
            Asked = named.ToImmutable(),
            Payload = named.Count > 0 ? null : payload ?? ValueKey.Opaque((call.Method.Name, "arguments")),
            Failures = HttpClientCalls.Thrown,
        };
    }

    /// <summary>What the attributes of a method, of what it overrides or of what it implements say it does; null when none is there.</summary>
    public static CallKind? Marked(IMethodSymbol method)
    {
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            if (Own(current) is { } kind) return kind;
        }

        if (method.ContainingType is not { TypeKind: TypeKind.Class or TypeKind.Struct } type) return null;
        foreach (var contract in type.AllInterfaces)
        {
            foreach (var member in contract.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                if (Own(member) is { } kind && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method)) return kind;
            }
        }

        return null;
    }

    private static CallKind? Own(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            switch (attribute.AttributeClass?.Name)
            {
                case LookupAttribute or LookupAttribute + "Attribute": return CallKind.Lookup;
                case CreateAttribute or CreateAttribute + "Attribute": return CallKind.Create;
            }
        }

        return null;
    }
}
