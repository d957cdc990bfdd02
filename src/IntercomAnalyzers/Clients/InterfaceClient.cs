using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>
/// HTTP clients that are interfaces with route attributes: Refit and libraries of the same shape. The host comes from <c>RestService.For</c>, <c>AddRefitClient</c>, an
/// <c>Intercom-Version</c> header on the interface, or its name.
/// </summary>
internal sealed class InterfaceClient : IntercomClient
{
    private static readonly ImmutableArray<string> Verbs = ImmutableArray.Create("Post", "Get", "Put", "Delete", "Patch", "HttpPost", "HttpGet", "HttpPut");

    private static readonly ImmutableArray<string> Thrown = HttpClientCalls.Thrown.Insert(0, "Refit.ApiException");

    // Names are the user's own; see MethodNamesIn.
    public override ImmutableArray<string> MethodNames => ImmutableArray<string>.Empty;

    public override IEnumerable<string> MethodNamesIn(CompilationModel model) =>
        model.AllFacts().SelectMany(f => f.MethodsMarked(Verbs)).Concat(ReferencedMethods.Marked(model.Compilation, "Refit", Verbs));

    public override bool IsReferenced(Compilation compilation) =>
        compilation.GetTypesByMetadataName("Refit.PostAttribute").Length > 0 || compilation.GetTypesByMetadataName("RestEase.PostAttribute").Length > 0;

    public override bool Owns(IMethodSymbol method) => method.ContainingType is { TypeKind: TypeKind.Interface } && Route(method) is not null;

    public override IntercomCall? Recognise(in ClientCall call)
    {
        if (Route(call.Method.OriginalDefinition) is not var (verb, route)) return null;
        ValueKey? body = null;
        var url = ValueKey.Constant(route);
        foreach (var parameter in call.Method.OriginalDefinition.Parameters)
        {
            if (call.Arguments[parameter.Ordinal] is not { } value) continue;
            var name = Attribute(parameter, "AliasAsAttribute")?.ConstructorArguments is [{ Value: string alias }, ..] ? alias : parameter.Name;
            if (route.Contains("{" + name + "}")) url = HttpAddress.Fill(url, name, value);
            else if (Attribute(parameter, "BodyAttribute") is not null || (body is null && verb is "POST" or "PUT" && IsBody(parameter))) body = value;
            else if (verb == "GET" && Identifier.FromName(name) is not null) url = HttpAddress.WithQuery(url, name, value);
        }

        var form = new HttpForm(ClientNames.Interface, null, call.Method.ReturnType.Awaited().Name is "ApiResponse" or "IApiResponse" or "HttpResponseMessage" or "Response", Thrown);
        return HttpRoutes.Settle(new HttpRequest(ValueKey.Constant(verb), url, body) { Form = form }, call.Model.HttpOrigins.OfInterface(Contract(call)));
    }

    // The interface that the client was made for may inherit the method from another one.
    private static INamedTypeSymbol Contract(in ClientCall call)
    {
        var declaring = call.Method.ContainingType;
        var type = call.Receiver?.SymbolDatum switch { IFieldSymbol field => field.Type, IPropertySymbol property => property.Type, IParameterSymbol parameter => parameter.Type, ILocalSymbol local => local.Type, IMethodSymbol method => method.ReturnType.Awaited(), _ => null };
        return type is INamedTypeSymbol { TypeKind: TypeKind.Interface } derived && derived.Is(declaring) ? derived : declaring;
    }

    private static (string Verb, string Route)? Route(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is not { } type || type.ContainingNamespace is not { IsGlobalNamespace: false } space || space.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal)) continue;
            var name = Words.WithoutSuffix(type.Name, "Attribute");
            if (!Verbs.Contains(name) || attribute.ConstructorArguments is not [{ Value: string route }, ..]) continue;
            return (name.Replace("Http", "").ToUpperInvariant(), route.TrimStart('/'));
        }

        return null;
    }

    private static bool IsBody(IParameterSymbol parameter) =>
        parameter.Type.SpecialType == SpecialType.None && parameter.Type.TypeKind is TypeKind.Class or TypeKind.Interface
        && !parameter.GetAttributes().Any(a => a.AttributeClass?.Name is "HeaderAttribute" or "QueryAttribute" or "AuthorizeAttribute" or "HeaderCollectionAttribute" or "PropertyAttribute");

    private static AttributeData? Attribute(ISymbol symbol, string name) => symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == name);
}
