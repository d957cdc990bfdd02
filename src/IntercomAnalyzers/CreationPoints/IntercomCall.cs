using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace IntercomAnalyzers.CreationPoints;

/// <summary>One identifier that a call sends or asks for: its name (usually a constant) and its value.</summary>
internal readonly record struct SentIdentifier(ValueKey Name, ValueKey Value)
{
    public SentIdentifier(string name, ValueKey value)
        : this(ValueKey.Constant(name), value)
    {
    }

    /// <summary>The identifier's API name, or null while the name is not known or is no identifier.</summary>
    public string? Identifier => Name.Datum is string name ? CreationPoints.Identifier.FromName(name) : null;
}

/// <summary>A call of an Intercom client, with everything that is known about it without its surroundings. Immutable.</summary>
internal sealed record IntercomCall
{
    public IntercomCall(CallKind kind, string client, string operation)
    {
        Kind = kind;
        Client = client;
        Operation = operation;
    }

    public CallKind Kind { get; }

    /// <summary>One of <c>ClientNames</c>.</summary>
    public string Client { get; }

    /// <summary>The call as messages name it: <c>POST /contacts</c>, <c>UsersClient.Create</c>.</summary>
    public string Operation { get; }

    /// <summary>The body that is sent, or null.</summary>
    public ValueKey? Payload { get; init; }

    /// <summary>The identifiers that stand in the route, the query or the arguments instead of a body.</summary>
    public ImmutableArray<SentIdentifier> Asked { get; init; } = ImmutableArray<SentIdentifier>.Empty;

    /// <summary>The client makes a lead whatever the body says (legacy <c>POST /contacts</c> of an SDK).</summary>
    public bool IsLeadOnly { get; init; }

    /// <summary>The body is a set of contacts.</summary>
    public bool IsBulk { get; init; }

    /// <summary>The client answers null when the call failed.</summary>
    public bool NullMeansFailure { get; init; }

    /// <summary>The method of the resolver that can take the place of the called one, or null.</summary>
    public string? Resolve { get; init; }

    /// <summary>The exceptions by which a failure shows; metadata names.</summary>
    public ImmutableArray<string> Failures { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>The HTTP request whose route or body still depends on parameters, or null when the call is settled.</summary>
    public HttpRequest? Pending { get; init; }

    /// <summary>Where an HTTP client came from; the retry rules ask its registration.</summary>
    public object? Origin { get; init; }

    /// <summary>A method that cannot be followed and is only believed to be a lookup, by its name.</summary>
    public bool IsPresumed { get; init; }

    /// <summary>The route names one contact: a success is a contact that was found, a 404 is its absence.</summary>
    public bool IsKeyed { get; init; }

    /// <summary>A failure is an answer like any other (a response with a status) instead of an exception.</summary>
    public bool AnswersFailures { get; init; }

    /// <summary>For a cache that answers true or false: what true says about the entry.</summary>
    public MatchSet TrueMeans { get; init; }

    /// <summary>This call seen from a caller: parameters replaced by what the caller passes.</summary>
    public IntercomCall Replace(Func<ValueKey, ValueKey> replace) => this with
    {
        Payload = Payload is null ? null : replace(Payload),
        Asked = Asked.IsEmpty ? Asked : Asked.Select(a => new SentIdentifier(replace(a.Name), replace(a.Value))).ToImmutableArray(),
        Pending = Pending?.Replace(replace),
    };

    public bool Equals(IntercomCall? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Kind == other.Kind && Client == other.Client && Operation == other.Operation && Equals(Payload, other.Payload)
            && Asked.SequenceEqual(other.Asked) && Equals(Pending, other.Pending));

    public override int GetHashCode() => unchecked(((((int)Kind * 31) + Operation.GetHashCode()) * 31) + (Payload?.GetHashCode() ?? 0));
}

/// <summary>An HTTP request as far as it is known: verb, address and body as values. Immutable.</summary>
internal sealed record HttpRequest(ValueKey? Method, ValueKey Url, ValueKey? Body)
{
    /// <summary>The client that sends it, and how that client answers.</summary>
    public required HttpForm Form { get; init; }

    /// <summary>What it is sent with; a caller may know more about it.</summary>
    public ValueKey? Client { get; init; }

    /// <summary>The verb in capitals, or null while it is not known: a text, or a property of <c>HttpMethod</c> or an enum of methods.</summary>
    public string? Verb => Method switch
    {
        { Datum: string text } => text.ToUpperInvariant(),
        { Kind: ValueKeyKind.Symbol, Name: { } name } when Method.Datum is not IParameterSymbol => name.ToUpperInvariant(),
        _ => null,
    };

    public HttpRequest Replace(Func<ValueKey, ValueKey> replace) => this with { Method = Method is null ? null : replace(Method), Url = replace(Url), Body = Body is null ? null : replace(Body), Client = Client is null ? null : replace(Client) };
}

/// <summary>What the form of a call says about an HTTP request, whatever its route.</summary>
/// <param name="Client">One of <c>ClientNames</c>.</param>
/// <param name="Resolve">The resolver's method for this form, or null.</param>
/// <param name="AnswersFailures">A failure is answered, not thrown.</param>
/// <param name="Failures">The exceptions by which a failure shows; metadata names.</param>
internal sealed record HttpForm(string Client, string? Resolve, bool AnswersFailures, ImmutableArray<string> Failures);
