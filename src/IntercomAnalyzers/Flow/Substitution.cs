using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.Flow;

/// <summary>Carries values from a followed method to the call that led there.</summary>
internal static class Substitution
{
    /// <summary>Replaces a method's parameters by what a call passes, and its <c>this</c> by the call's receiver.</summary>
    public static Func<ValueKey, ValueKey> Parameters(IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments)
    {
        ValueKey? Replace(ValueKey key) => key.Kind switch
        {
            ValueKeyKind.Symbol when key.SymbolDatum is IParameterSymbol parameter
                && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol?.OriginalDefinition, method.OriginalDefinition) =>
                parameter.Ordinal < arguments.Length && arguments[parameter.Ordinal] is { } argument ? argument : ValueKey.Opaque((parameter, "default")),
            ValueKeyKind.This when receiver is not null => receiver,
            _ => null,
        };

        // The parameters of a constructor or a conversion are no parameters of a method that can be called by name.
        return key => key.HasParameter || receiver is not null || method.MethodKind is MethodKind.Constructor or MethodKind.Conversion ? key.Replace(Replace) : key;
    }

    /// <summary>Renames the Intercom calls inside a followed method, so that two calls of that method stay apart.</summary>
    public static Func<ValueKey, ValueKey> Sites(SyntaxNode call)
    {
        ValueKey? Replace(ValueKey key) => key.Kind switch
        {
            ValueKeyKind.Result => ValueKey.Result(new CallSite(call, key.Site)),
            ValueKeyKind.Thrown => ValueKey.Thrown(new CallSite(call, key.Site)),
            _ => null,
        };

        return key => key.HasResult ? key.Replace(Replace) : key;
    }
}
