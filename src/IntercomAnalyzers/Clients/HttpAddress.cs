using System.Collections.Immutable;
using IntercomAnalyzers.CreationPoints;

namespace IntercomAnalyzers.Clients;

/// <summary>Whose host an address names.</summary>
internal enum HostKind
{
    /// <summary>The address is relative.</summary>
    None,

    Intercom,
    Other,

    /// <summary>There is a host, but the source does not tell which: it is configured.</summary>
    Unknown,
}

/// <summary>A URL taken apart: host, path segments and query, any of which may be values instead of text.</summary>
internal sealed class HttpAddress
{
    private static readonly string[] IntercomHosts = ["api.intercom.io", "api.eu.intercom.io", "api.au.intercom.io"];

    private HttpAddress(HostKind host, ImmutableArray<ValueKey> segments, ImmutableArray<(string Name, ValueKey Value)> query)
    {
        Host = host;
        Segments = segments;
        Query = query;
    }

    public HostKind Host { get; }

    /// <summary>Path segments: a constant where the text is known, else the value in its place.</summary>
    public ImmutableArray<ValueKey> Segments { get; }

    public ImmutableArray<(string Name, ValueKey Value)> Query { get; }

    /// <summary>True when the first part of the route comes through a parameter, so that only a caller can tell what the call is.</summary>
    public bool DependsOnParameter => Segments is [{ Kind: not ValueKeyKind.Constant, HasParameter: true }, ..];

    /// <summary>An address with one more query parameter.</summary>
    public static ValueKey WithQuery(ValueKey url, string name, ValueKey value) =>
        ValueKey.Concat([url, ValueKey.Constant((url.Any(k => k.Datum is string text && text.Contains("?")) ? "&" : "?") + name + "="), value]);

    /// <summary>A route template with a value in the place of <c>{name}</c>.</summary>
    public static ValueKey Fill(ValueKey template, string name, ValueKey value)
    {
        var placeholder = "{" + name + "}";
        return ValueKey.Concat((template.Kind == ValueKeyKind.Concat ? template.Parts : ImmutableArray.Create(template)).SelectMany(part =>
        {
            if (part.Datum is not string text || text.IndexOf(placeholder, StringComparison.Ordinal) is not (>= 0 and var at)) return [part];
            return new[] { ValueKey.Constant(text.Substring(0, at)), value, ValueKey.Constant(text.Substring(at + placeholder.Length)) };
        }));
    }

    /// <summary>The kind of host of a base address; <see cref="HostKind.Unknown"/> when it is not in the source.</summary>
    public static HostKind HostOf(ValueKey baseAddress) => Parse(baseAddress).Host is var host && host == HostKind.None ? HostKind.Unknown : host;

    public static HttpAddress Parse(ValueKey url)
    {
        var parts = url.Kind == ValueKeyKind.Concat ? url.Parts : ImmutableArray.Create(url);
        var host = HostKind.None;
        var first = parts[0].Kind == ValueKeyKind.Constant ? parts[0].Datum as string ?? "" : null;
        string? rest = null;
        if (first is not null && (first.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || first.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            var start = first.IndexOf("://", StringComparison.Ordinal) + 3;
            var end = first.IndexOfAny(['/', '?'], start);
            var name = end < 0 ? first.Substring(start) : first.Substring(start, end - start);
            host = end < 0 && parts.Length > 1 && !IsIntercom(name) ? HostKind.Unknown : IsIntercom(name) ? HostKind.Intercom : HostKind.Other;
            rest = end < 0 ? "" : first.Substring(end);
        }
        else if (first is null && parts.Length > 1 && parts[1].Datum is string second && second.StartsWith("/", StringComparison.Ordinal))
        {
            // "{base}/contacts": the value in front is a base address.
            host = HostKind.Unknown;
            rest = "";
        }
        else if (first is null && !parts[0].HasParameter && parts.Length == 1)
        {
            return new HttpAddress(HostKind.None, parts, ImmutableArray<(string, ValueKey)>.Empty);
        }

        var segments = ImmutableArray.CreateBuilder<ValueKey>(2);
        ImmutableArray<(string, ValueKey)>.Builder? query = null;
        var current = new List<ValueKey>(1);
        var queryName = (string?)null;
        var inQuery = false;
        for (var i = 0; i < parts.Length; i++)
        {
            var text = i == 0 && rest is not null ? rest : parts[i].Kind == ValueKeyKind.Constant ? parts[i].Datum?.ToString() ?? "" : null;
            if (text is null)
            {
                current.Add(parts[i]);
                continue;
            }

            var word = 0;
            for (var c = 0; c <= text.Length; c++)
            {
                if (c < text.Length && !IsSeparator(text[c], inQuery)) continue;
                if (c > word) current.Add(ValueKey.Constant(text.Substring(word, c - word)));
                if (c == text.Length) break;
                var separator = text[c];
                if (inQuery && separator == '=' && queryName is null)
                {
                    queryName = current.Count > 0 ? current[0].Datum as string ?? "" : "";
                    current.Clear();
                }
                else
                {
                    Flush();
                    inQuery |= separator == '?';
                }

                word = c + 1;
            }
        }

        Flush();
        if (segments.Count > 0 && segments[0].Datum is string version && LengthOfVersion(version.AsSpan()) == version.Length) segments.RemoveAt(0);
        return new HttpAddress(host, segments.ToImmutable(), query?.ToImmutable() ?? ImmutableArray<(string, ValueKey)>.Empty);

        void Flush()
        {
            if (current.Count == 0) return;
            var value = current.Count == 1 ? current[0] : ValueKey.Concat(current);
            if (!inQuery) segments.Add(value);
            else if (queryName is not null) (query ??= ImmutableArray.CreateBuilder<(string, ValueKey)>()).Add((queryName, value));
            current.Clear();
            queryName = null;
        }

        static bool IsSeparator(char c, bool inQuery) => inQuery ? c is '&' or '=' : c is '/' or '?';
    }

    /// <summary>A path without the slashes and the version (<c>v1</c>) that may stand in front of the route; at its end a version counts only if the path <paramref name="isWhole"/>.</summary>
    public static ReadOnlySpan<char> WithoutVersion(ReadOnlySpan<char> path, bool isWhole)
    {
        path = path.TrimStart('/');
        var length = LengthOfVersion(path);
        return length > 0 && (length < path.Length ? path[length] == '/' : isWhole) ? path.Slice(length).TrimStart('/') : path;
    }

    // The length of v1 and the like at the beginning, or 0.
    private static int LengthOfVersion(ReadOnlySpan<char> path)
    {
        if (path.Length < 2 || path[0] != 'v') return 0;
        var end = 1;
        while (end < path.Length && char.IsDigit(path[end])) end++;
        return end > 1 ? end : 0;
    }

    private static bool IsIntercom(string host)
    {
        var port = host.IndexOf(':');
        if (port >= 0) host = host.Substring(0, port);
        return IntercomHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
    }
}
