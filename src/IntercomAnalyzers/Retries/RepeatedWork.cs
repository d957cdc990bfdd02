using IntercomAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace IntercomAnalyzers.Retries;

/// <summary>Tells whether the passes of a loop are about the same work or each about the next item, by following the values that a call sends through the statements of the loop.</summary>
internal sealed class RepeatedWork
{
    private const int MaximumNames = 64;

    // Members that hand out something else whenever they are called.
    private static readonly string[] TakingNames = ["Dequeue", "TryDequeue", "Take", "TryTake", "Pop", "TryPop", "Read", "TryRead", "Receive", "TryReceive", "Next", "GetNext", "MoveNext", "Consume", "Poll"];

    private static readonly string[] AdvancingPrefixes = ["MoveNext", "Read", "TryRead", "TryTake", "TryDequeue", "TryPop", "TryGetNext", "WaitToRead"];

    // What each pass gives to a name: by declaration, assignment, loop, out argument, or as a part of the object behind it.
    private readonly Dictionary<string, List<SyntaxNode>> sources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> parts = new(StringComparer.Ordinal);
    private readonly HashSet<string> carried = new(StringComparer.Ordinal);
    private readonly HashSet<string> counted = new(StringComparer.Ordinal);
    private readonly HashSet<string> items = new(StringComparer.Ordinal);
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> emptied = new(StringComparer.Ordinal);
    private readonly HashSet<string> advanced = new(StringComparer.Ordinal);
    private readonly HashSet<string> followed = new(StringComparer.Ordinal);
    private readonly HashSet<string> active = new(StringComparer.Ordinal);
    private bool isNext;
    private bool isUnclear;

    /// <param name="region">The loop, or the block that a jump leads back into.</param>
    /// <param name="span">What is repeated of it.</param>
    /// <param name="condition">The condition of the loop, or null.</param>
    public RepeatedWork(SyntaxNode region, TextSpan span, ExpressionSyntax? condition)
    {
        foreach (var node in region.DescendantNodes())
        {
            if (span.Contains(node.Span)) Read(node);
        }

        if (condition is not null) ReadCondition(condition);
    }

    /// <summary>Certain: every pass makes the call for the same work. None: for the next item. Presumed: it is not clear, or a pass is about a whole list.</summary>
    public RetryStrength Of(SyntaxNode region, SyntaxNode call)
    {
        var lists = call.Ancestors().TakeWhile(a => a != region).OfType<CommonForEachStatementSyntax>().ToList();
        foreach (var name in lists.SelectMany(NamesOf)) Follow(name, isItem: true);
        foreach (var input in InputsOf(call)) Feed(input, isItem: false, isDirect: true);
        if (isNext || (region is CommonForEachStatementSyntax own && NamesOf(own).Any(followed.Contains))) return RetryStrength.None;
        return isUnclear || lists.Count > 0 ? RetryStrength.Presumed : RetryStrength.Certain;
    }

    /// <summary>True when the variable of a loop is how long the loop pauses.</summary>
    public bool IsPause(CommonForEachStatementSyntax loop)
    {
        foreach (var pause in loop.Statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(i => TreeFacts.CalledName(i)?.Identifier.ValueText is "Delay" or "Sleep" or "WaitOne"))
        {
            followed.Clear();
            foreach (var argument in pause.ArgumentList.Arguments) Feed(argument.Expression, isItem: false, isDirect: true);
            if (NamesOf(loop).Any(followed.Contains)) return true;
        }

        return false;
    }

    /// <summary>The names whose values a call sends.</summary>
    public IReadOnlyCollection<string> NamesSent(SyntaxNode call)
    {
        foreach (var input in InputsOf(call)) Feed(input, isItem: false, isDirect: true);
        return followed;
    }

    /// <summary>What a call sends: its arguments, or the object that it is called on when it has none.</summary>
    public static IEnumerable<ExpressionSyntax> InputsOf(SyntaxNode call)
    {
        if (call is not InvocationExpressionSyntax invocation) return call is ExpressionSyntax other ? [other] : [];
        var arguments = invocation.ArgumentList.Arguments.Select(a => a.Expression).Where(e => !IsToken(e)).ToList();
        return arguments.Count > 0 ? arguments : invocation.Expression is MemberAccessExpressionSyntax access ? [access.Expression] : [];
    }

    private static bool IsToken(ExpressionSyntax argument) => argument switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText is "ct" || name.Identifier.ValueText.EndsWith("oken", StringComparison.Ordinal),
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == "Token" || access.Expression is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" },
        _ => false,
    };

    private void Read(SyntaxNode node)
    {
        switch (node)
        {
            case VariableDeclaratorSyntax { Initializer.Value: var value, Identifier.ValueText: var name } variable:
                // for (var i = 0; …) is set once, before the first pass.
                if (variable.Parent?.Parent is ForStatementSyntax) break;
                Add(name, value);
                if (Unwrapped(value) is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } made && RootOf(made) is { } whole)
                {
                    if (!parts.TryGetValue(whole, out var known)) parts.Add(whole, known = []);
                    known.Add(name);
                }

                break;
            case CommonForEachStatementSyntax list:
                foreach (var name in NamesOf(list))
                {
                    Add(name, list.Expression);
                    items.Add(name);
                }

                break;
            case AssignmentExpressionSyntax { Parent: not InitializerExpressionSyntax } assignment:
                Assigned(assignment);
                break;
            case PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax when node.IsKind(SyntaxKind.PreIncrementExpression) || node.IsKind(SyntaxKind.PreDecrementExpression) || node.IsKind(SyntaxKind.PostIncrementExpression) || node.IsKind(SyntaxKind.PostDecrementExpression):
                if (NameOf(node is PrefixUnaryExpressionSyntax prefix ? prefix.Operand : ((PostfixUnaryExpressionSyntax)node).Operand) is { } counter) counted.Add(counter);
                break;
            case ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword or (int)SyntaxKind.RefKeyword, Parent.Parent: InvocationExpressionSyntax filled } output:
                foreach (var name in output.Expression is DeclarationExpressionSyntax declared ? NamesOf(declared.Designation) : NameOf(output.Expression) is { } own ? [own] : [])
                {
                    var inputs = filled.ArgumentList.Arguments.Where(a => a != output && !IsToken(a.Expression)).ToList();
                    if (inputs.Count == 0) taken.Add(name);
                    foreach (var input in inputs) Add(name, input.Expression);
                }

                break;
            case IsPatternExpressionSyntax pattern:
                foreach (var name in pattern.Pattern.DescendantNodesAndSelf().OfType<VariableDesignationSyntax>().SelectMany(NamesOf)) Add(name, pattern.Expression);
                break;
            case ExpressionStatementSyntax { Expression: var statement } when Unwrapped(statement) is InvocationExpressionSyntax changing && RootOf(changing) is { } changed:
                // stream.Write(body): what goes into an object goes where the object goes.
                foreach (var argument in changing.ArgumentList.Arguments) Add(changed, argument.Expression);
                break;
        }
    }

    // while (queue.Count > 0) empties the queue; while (reader.Read()) moves the reader on.
    private void ReadCondition(ExpressionSyntax condition)
    {
        foreach (var access in condition.DescendantNodesAndSelf().OfType<MemberAccessExpressionSyntax>())
        {
            if (RootOf(access.Expression) is not { } root) continue;
            var name = access.Name.Identifier.ValueText;
            if (name is "Count" or "Length" or "Any" or "IsEmpty") emptied.Add(root);
            else if (access.Parent is InvocationExpressionSyntax && Advances(name)) advanced.Add(root);
        }
    }

    private static bool Advances(string name) => AdvancingPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    private void Assigned(AssignmentExpressionSyntax assignment)
    {
        var isNew = assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) || assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression);
        if (NameOf(assignment.Left) is { } name)
        {
            Add(name, assignment.Right);
            (isNew ? carried : counted).Add(name);
            return;
        }

        foreach (var target in assignment.Left is TupleExpressionSyntax tuple ? tuple.Arguments.Select(a => a.Expression) : [assignment.Left])
        {
            if (target is DeclarationExpressionSyntax declared)
            {
                foreach (var made in NamesOf(declared.Designation)) Add(made, assignment.Right);
            }
            else if (RootOf(target) is { } root)
            {
                Add(root, assignment.Right);
                if (NameOf(target) is not null) carried.Add(root);
            }
        }
    }

    private void Add(string name, SyntaxNode source)
    {
        if (!sources.TryGetValue(name, out var known)) sources.Add(name, known = []);
        known.Add(source);
    }

    // Follows a value to where it comes from.
    private void Follow(string name, bool isItem)
    {
        if (active.Contains(name))
        {
            // A value that is made of the value of the pass before: the next link of a chain, perhaps.
            isUnclear |= active.Any(carried.Contains);
            return;
        }

        if (isNext || followed.Count > MaximumNames || !followed.Add(name)) return;
        isUnclear |= followed.Count > MaximumNames;
        isNext |= taken.Contains(name) || advanced.Contains(name);
        active.Add(name);
        if (sources.TryGetValue(name, out var given))
        {
            foreach (var source in given) Feed(source, isItem || items.Contains(name), isDirect: items.Contains(name));
        }

        if (parts.TryGetValue(name, out var inside))
        {
            foreach (var part in inside) Follow(part, isItem);
        }

        active.Remove(name);
    }

    // A list that a pass loads for itself is the next list; a single value may be made by a call from what stays the same.
    private void Feed(SyntaxNode source, bool isItem, bool isDirect)
    {
        foreach (var node in source.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax invocation when Takes(invocation) || (isItem && !isDirect):
                    isNext = true;
                    return;
                case InvocationExpressionSyntax { Expression: SimpleNameSyntax } invocation when !InputsOf(invocation).Any():
                    if (isItem) isNext = true;
                    else isUnclear = true;
                    break;
                case AwaitExpressionSyntax when isItem:
                    isNext = true;
                    return;
                case IdentifierNameSyntax identifier when IsValue(identifier):
                    var name = identifier.Identifier.ValueText;
                    if (counted.Contains(name))
                    {
                        if (PicksItem(identifier)) isNext = true;
                        else isUnclear = true;
                    }

                    Follow(name, isItem);
                    break;
            }
        }
    }

    private bool Takes(InvocationExpressionSyntax invocation)
    {
        if (invocation.Expression is not MemberAccessExpressionSyntax access) return false;
        if (!invocation.ArgumentList.Arguments.All(a => IsToken(a.Expression) || a.RefKindKeyword.IsKind(SyntaxKind.OutKeyword))) return false;
        return TakingNames.Contains(Words.WithoutSuffix(access.Name.Identifier.ValueText, "Async"), StringComparer.Ordinal) || (RootOf(access.Expression) is { } root && emptied.Contains(root));
    }

    // items[i], items.ElementAt(i)
    private static bool PicksItem(IdentifierNameSyntax counter) =>
        counter.Parent is ArgumentSyntax { Parent: BracketedArgumentListSyntax } or ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ElementAt" or "ElementAtOrDefault" or "Skip" } } };

    // Not the name of a member, of an argument, or of what an initializer sets.
    private static bool IsValue(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name || access.Expression is ThisExpressionSyntax,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax => false,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } set => set.Left != name,
        _ => true,
    };

    private static ExpressionSyntax Unwrapped(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case AwaitExpressionSyntax awaiting: expression = awaiting.Expression; break;
                case CastExpressionSyntax cast: expression = cast.Expression; break;
                case ParenthesizedExpressionSyntax parenthesized: expression = parenthesized.Expression; break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } access }: expression = access.Expression; break;
                default: return expression;
            }
        }
    }

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private static string? RootOf(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called }: expression = called.Expression; break;
                case MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } access: expression = access.Expression; break;
                case ElementAccessExpressionSyntax element: expression = element.Expression; break;
                default: return NameOf(expression);
            }
        }
    }

    private static IEnumerable<string> NamesOf(CommonForEachStatementSyntax loop) => loop switch
    {
        ForEachStatementSyntax single => [single.Identifier.ValueText],
        ForEachVariableStatementSyntax several => several.Variable.DescendantNodesAndSelf().SelectMany(n => n is VariableDesignationSyntax designation ? NamesOf(designation) : n is IdentifierNameSyntax name ? [name.Identifier.ValueText] : []),
        _ => [],
    };

    private static IEnumerable<string> NamesOf(VariableDesignationSyntax designation) => designation is SingleVariableDesignationSyntax single ? [single.Identifier.ValueText] : [];
}
