using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Clients;

/// <summary>What one client library's calls look like. Implementations hold no state: one instance serves all compilations and threads.</summary>
internal abstract class IntercomClient
{
    /// <summary>All supported clients.</summary>
    public static readonly ImmutableArray<IntercomClient> All = ImmutableArray.Create<IntercomClient>(
        new ConfiguredClient(), new OfficialClient(), new GonaceClient(), new IntercomDotNetClient(), new IntercomCsharpClient(), new KiotaClient(), new GeneratedApiClient(), new HttpClientCalls(), new RestSharpClient(),
        new FlurlClient(), new InterfaceClient(), new WebRequestClient(), new WebClientCalls(), new ResolverCalls());

    /// <summary>The simple names of the methods of interest: the cheap gate before any symbol is looked at.</summary>
    public abstract ImmutableArray<string> MethodNames { get; }

    /// <summary>The methods of interest in one compilation, for clients whose method names are the user's own.</summary>
    public virtual IEnumerable<string> MethodNamesIn(CompilationModel model) => MethodNames;

    /// <summary>True when the library's sources may be compiled along: nothing is reported inside of them.</summary>
    public virtual bool IsLibrary => false;

    /// <summary>True when the client can occur in the compilation at all.</summary>
    public abstract bool IsReferenced(Compilation compilation);

    /// <summary>True when a method belongs to this client.</summary>
    public abstract bool Owns(IMethodSymbol method);

    /// <summary>True when a method belongs to this client in this compilation.</summary>
    public virtual bool Owns(IMethodSymbol method, CompilationModel model) => Owns(method);

    /// <summary>What a call of an owned method does, or null when it is no Intercom call.</summary>
    public abstract IntercomCall? Recognise(in ClientCall call);

    /// <summary>True when requests of this client are put together by calls of their own: see <see cref="Build"/>.</summary>
    public virtual bool Builds => false;

    /// <summary>True for a request object that changes in place, so that two of them with the same content are not the same.</summary>
    public virtual bool IsMutableRequest(ITypeSymbol type) => false;

    /// <summary>What a call that sends nothing adds to a request that is being put together, or null when it is no such call.</summary>
    public virtual BuiltRequest? Build(in ClientCall call) => null;
}

/// <summary>A call as a client sees it: the method and the values that go in.</summary>
internal readonly struct ClientCall(SyntaxNode syntax, IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, INamedTypeSymbol? containingType, CompilationModel model)
{
    public SyntaxNode Syntax { get; } = syntax;

    public IMethodSymbol Method { get; } = method;

    /// <summary>The instance; for a reduced or static-form extension call the first argument.</summary>
    public ValueKey? Receiver { get; } = receiver ?? (method.IsExtensionMethod && arguments.Length > 0 ? arguments[0] : null);

    /// <summary>The type that the call stands in.</summary>
    public INamedTypeSymbol? ContainingType { get; } = containingType;

    public CompilationModel Model { get; } = model;

    /// <summary>The values by ordinal of the parameters of <see cref="Method"/>; null where none was passed.</summary>
    public ImmutableArray<ValueKey?> Arguments { get; } = arguments;

    /// <summary>The value passed for the first parameter that has one of these names.</summary>
    public ValueKey? Argument(string name, params ReadOnlySpan<string> others)
    {
        foreach (var parameter in Method.Parameters)
        {
            if ((parameter.Name == name || others.IndexOf(parameter.Name) >= 0) && parameter.Ordinal < Arguments.Length) return Arguments[parameter.Ordinal];
        }

        return null;
    }

    /// <summary>True when the same goes in, so that a client sees the same call.</summary>
    public bool SameAs(in ClientCall other)
    {
        if (!ReferenceEquals(Syntax, other.Syntax) || !SymbolEqualityComparer.Default.Equals(Method, other.Method) || !SymbolEqualityComparer.Default.Equals(ContainingType, other.ContainingType)) return false;
        if (!Equals(Receiver, other.Receiver) || Arguments.Length != other.Arguments.Length) return false;
        for (var i = 0; i < Arguments.Length; i++)
        {
            if (!Equals(Arguments[i], other.Arguments[i])) return false;
        }

        return true;
    }
}
