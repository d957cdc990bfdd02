using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Clients;

/// <summary>What a request to Intercom's REST API does, told by its verb, address and body. Shared by all clients that take a URL.</summary>
internal static class HttpRoutes
{
    /// <summary>
    /// The call that a request is: null when it does not go to Intercom, a pending call when that depends on a parameter.
    /// </summary>
    /// <param name="request">The request as far as it is known.</param>
    /// <param name="origin">Where the client came from.</param>
    public static IntercomCall? Settle(HttpRequest request, HttpOrigin origin)
    {
        var form = request.Form;
        var address = HttpAddress.Parse(request.Url);
        if (address.Host == HostKind.Other || (address.Host == HostKind.None && origin.Host == HostKind.Other)) return null;
        if (address.DependsOnParameter || request is { Verb: null, Method.HasParameter: true } || (address.Host == HostKind.None && origin is { Host: HostKind.Unknown, HasVersionHeader: false } && request.Client is { Kind: ValueKeyKind.Symbol, HasParameter: true }))
        {
            return new IntercomCall(CallKind.Other, form.Client, request.Verb ?? "request") { Pending = request, Origin = origin, Failures = form.Failures, AnswersFailures = form.AnswersFailures };
        }

        if (request.Verb is not { } verb || Classify(verb, address) is not { } route) return null;
        var isIntercom = address.Host == HostKind.Intercom
            || (address.Host is HostKind.None && origin.Host == HostKind.Intercom)
            || origin.HasVersionHeader
            || (origin.IsNamedIntercom && IsContactShaped(route, request.Body));
        if (!isIntercom) return null;

        var path = verb + " /" + (address.Segments is [var only] ? TextOf(only) : string.Join("/", address.Segments.Select(TextOf)));
        var kind = route.Kind == CallKind.Upsert && request.Body?.Field(Identifier.IntercomId) is { HasResult: true } ? CallKind.Other : route.Kind;
        return new IntercomCall(kind, form.Client, path)
        {
            Payload = kind == CallKind.Lookup && route.Asked.Length > 0 ? null : request.Body,
            Asked = route.Asked,
            IsBulk = route.IsBulk,
            IsKeyed = route.IsKeyed,
            Resolve = kind is CallKind.Create or CallKind.Upsert && !route.IsBulk ? form.Resolve : null,
            Origin = origin,
            Failures = form.Failures,
            AnswersFailures = form.AnswersFailures,
        };
    }

    private static string TextOf(ValueKey segment) => segment.Datum as string ?? "{…}";

    private static Route? Classify(string verb, HttpAddress address)
    {
        var segments = address.Segments;
        var words = segments.Select(s => s.Datum as string).ToArray();
        switch (verb)
        {
            case "POST":
                return words switch
                {
                    ["contacts"] => new Route(CallKind.Create),
                    ["contacts", "bulk"] => new Route(CallKind.Create) { IsBulk = true },
                    ["users"] => new Route(CallKind.Upsert),
                    ["bulk", "users"] or ["users", "bulk"] => new Route(CallKind.Upsert) { IsBulk = true },
                    ["visitors" or "contacts", "convert"] => new Route(CallKind.Convert),
                    ["contacts", "search"] => new Route(CallKind.Lookup),
                    _ => new Route(CallKind.Other),
                };
            case "GET":
                return words switch
                {
                    ["contacts", "find_by_external_id", _] => Asks(Identifier.ExternalId, segments[2]),
                    ["contacts" or "users", "search" or "scroll"] => new Route(CallKind.Other),
                    ["contacts" or "users", _] => Asks(Identifier.IntercomId, segments[1]),
                    ["contacts" or "users"] when Query(address) is { Length: > 0 } asked => new Route(CallKind.Lookup) { Asked = asked },
                    _ => new Route(CallKind.Other),
                };
            default:
                return new Route(CallKind.Other);
        }

        static Route Asks(string identifier, ValueKey value) => new(CallKind.Lookup) { Asked = ImmutableArray.Create(new SentIdentifier(identifier, value)), IsKeyed = true };
    }

    private static ImmutableArray<SentIdentifier> Query(HttpAddress address) =>
        address.Query.Where(q => Identifier.FromName(q.Name) is not null).Select(q => new SentIdentifier(q.Name, q.Value)).ToImmutableArray();

    // The narrow condition for a client that is only named after Intercom while its host is configured.
    private static bool IsContactShaped(Route route, ValueKey? body)
    {
        if (route.Kind == CallKind.Lookup) return body is null ? route.Asked.Any(a => a.Identifier == Identifier.ExternalId) : body.Field("query") is not null;
        if (body is not { Kind: ValueKeyKind.Object }) return false;
        return body.Field("external_id") is not null || body.Field("user_id") is not null || body.Field("custom_attributes") is not null
            || body.Field("signed_up_at") is not null || body.Field("role")?.Datum is "user" or "lead";
    }

    private sealed record Route(CallKind Kind)
    {
        public ImmutableArray<SentIdentifier> Asked { get; init; } = ImmutableArray<SentIdentifier>.Empty;

        public bool IsBulk { get; init; }

        public bool IsKeyed { get; init; }
    }
}
