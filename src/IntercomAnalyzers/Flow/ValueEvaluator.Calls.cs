using System.Collections.Immutable;
using System.Globalization;
using IntercomAnalyzers.Clients;
using IntercomAnalyzers.CreationPoints;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace IntercomAnalyzers.Flow;

/// <content>What calls give whose effects are none.</content>
internal sealed partial class ValueEvaluator
{
    private static readonly HashSet<string> SameValueFunctions = new(StringComparer.Ordinal)
    {
        "EscapeDataString", "UrlEncode", "UrlPathEncode", "FromResult", "Serialize", "SerializeToNode", "SerializeToUtf8Bytes", "SerializeObject", "FromObject", "GetBytes", "ReceiveJson", "ReceiveString",
    };

    /// <summary>The value of a call whose effects are none: wrappings of a value, text, queries over an answer.</summary>
    public ValueKey OfCall(IInvocationOperation invocation, PathState state)
    {
        var method = invocation.TargetMethod;
        var receiver = invocation.Instance is null ? null : Evaluate(invocation.Instance, state);
        var arguments = Arguments(invocation, state);
        return model.Build(new ClientCall(invocation.Syntax, method, receiver, arguments, null, model))?.Value ?? OfCall(method, receiver, arguments, invocation.Syntax);
    }

    /// <summary>The values of a call's arguments by ordinal of the parameters.</summary>
    public ImmutableArray<ValueKey?> Arguments(IInvocationOperation invocation, PathState state)
    {
        if (invocation.TargetMethod.Parameters.IsEmpty) return ImmutableArray<ValueKey?>.Empty;
        var values = ImmutableArray.CreateBuilder<ValueKey?>(invocation.TargetMethod.Parameters.Length);
        values.Count = values.Capacity;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { } parameter || parameter.Ordinal >= values.Count) continue;
            if (argument.ArgumentKind != ArgumentKind.DefaultValue) values[parameter.Ordinal] = Evaluate(argument.Value, state);
        }

        return values.MoveToImmutable();
    }

    /// <summary>The value of a call that puts no request together; a client is asked for those first.</summary>
    public ValueKey OfCall(IMethodSymbol method, ValueKey? receiver, ImmutableArray<ValueKey?> arguments, SyntaxNode syntax)
    {
        var first = arguments.Length > 0 ? arguments[0] : null;
        if (receiver is { Kind: ValueKeyKind.Concat } && method is { Name: "ToString", ContainingType.Name: "StringBuilder" }) return JsonText.Read(receiver) ?? receiver;
        if (receiver is not null && SameValueMembers.Contains(method.Name)) return receiver;
        if (first is not null && SameValueFunctions.Contains(method.Name)) return first;
        if (method.IsExtensionMethod && first is not null && SameValueMembers.Contains(method.Name)) return first;
        switch (method.Name)
        {
            case "GetEnumerator" or "GetAsyncEnumerator" when CollectedItems.IsKnown(receiver):
                return receiver!;
            case "MoveNext" or "MoveNextAsync" when receiver is not null && CollectedItems.IsEmpty(receiver):
                return ValueKey.False;
            case "ToList" or "ToArray" or "ToHashSet" or "Distinct" or "OrderBy" or "OrderByDescending" or "Take" or "Skip" or "AsEnumerable" or "AsReadOnly" when CollectedItems.IsKnown(receiver ?? first):
                return (receiver ?? first)!;
            case "AddQueryString" when method.ContainingType.Name == "QueryHelpers" && first is not null:
                return arguments is [_, { Datum: string query }, { } asked] ? HttpAddress.WithQuery(first, query, asked)
                    : arguments is [_, { Kind: ValueKeyKind.Object, Datum: ObjectShape shape } entries] ? shape.Names.Zip(entries.Parts, (n, v) => (n, v)).Aggregate(first, (url, q) => HttpAddress.WithQuery(url, q.n, q.v))
                    : ValueKey.Opaque(syntax);
            case "Format" when method.ContainingType.SpecialType == SpecialType.System_String && Formatted(method, arguments) is { } text:
                return text;
            case "Create" when method.ContainingType.Name is "JsonContent" or "JsonValue" && first is not null:
                return first;
            case "IsNullOrEmpty" or "IsNullOrWhiteSpace" when first is not null:
                return ValueKey.Compare("==", first, ValueKey.Null);
            case "Equals" when receiver is not null && first is not null:
                return ValueKey.Compare("==", receiver, first);
            case "Equals" or "ReferenceEquals" when method.IsStatic && first is not null && arguments.Length > 1 && arguments[1] is { } second:
                return ValueKey.Compare("==", first, second);
            case "Empty" when method.IsStatic && method.Parameters.IsEmpty:
                return ValueKey.List(ImmutableArray<ValueKey>.Empty);
            case "Concat" when method.ContainingType.SpecialType == SpecialType.System_String && arguments.All(a => a is not null):
                return ValueKey.Concat(arguments.Select(a => a!));
            case "CreateClient" when method.ContainingType.Name is "IHttpClientFactory" or "HttpClientFactoryExtensions":
                var name = arguments.LastOrDefault(a => a?.Kind == ValueKeyKind.Constant);
                return ValueKey.Call(method.OriginalDefinition, ImmutableArray.Create(name ?? (arguments.Length > 0 && method.ContainingType.Name == "IHttpClientFactory" ? first! : ValueKey.Constant(""))));
        }

        if (model.SimpleResult(method) is { } result)
        {
            var replaced = Substitution.Parameters(method, receiver, arguments)(result);
            if (!ReferenceEquals(replaced, result) || !result.HasParameter) return replaced;
        }

        if (!method.DeclaringSyntaxReferences.IsEmpty && HttpOrigins.IsClientName(method.ReturnType.Awaited().Name) && ClientOf(method) is { } made) return Substitution.Parameters(method, receiver, arguments)(made);
        var isCall = receiver is { HasResult: true } || arguments.Any(a => a is { HasResult: true }) || (method.IsStatic && arguments.Length > 0 && arguments.All(a => a is not null && a.Kind != ValueKeyKind.Function));
        return isCall ? ValueKey.Call(method.OriginalDefinition, Inputs(receiver, arguments)) : ValueKey.Opaque(syntax);
    }

    // The HTTP client that a method of the project makes or fetches, also behind an interface.
    private ValueKey? ClientOf(IMethodSymbol method) =>
        model.Implementation(method) is { DeclaringSyntaxReferences.Length: > 0 } maker ? (SymbolEqualityComparer.Default.Equals(maker, method) ? null : model.SimpleResult(maker)) ?? (model.Built(maker) is [var built] ? built : null) : null;

    // string.Format("https://{0}/{1}", host, path)
    private static ValueKey? Formatted(IMethodSymbol method, ImmutableArray<ValueKey?> arguments)
    {
        var at = method.Parameters.FirstOrDefault(p => p.Name == "format")?.Ordinal ?? -1;
        if (at < 0 || arguments[at]?.Datum is not string format) return null;
        var values = arguments.Skip(at + 1).SelectMany(a => a is { Kind: ValueKeyKind.List } ? a.Parts.Select(p => (ValueKey?)p) : [a]).ToList();
        var template = ValueKey.Constant(format);
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is { } value) template = HttpAddress.Fill(template, i.ToString(CultureInfo.InvariantCulture), value);
        }

        return JsonText.Read(template) ?? template;
    }

    private static ImmutableArray<ValueKey> Inputs(ValueKey? receiver, ImmutableArray<ValueKey?> arguments)
    {
        var inputs = ImmutableArray.CreateBuilder<ValueKey>(arguments.Length + 1);
        if (receiver is not null) inputs.Add(receiver);
        foreach (var argument in arguments)
        {
            if (argument is not null) inputs.Add(argument);
        }

        return inputs.ToImmutable();
    }
}
