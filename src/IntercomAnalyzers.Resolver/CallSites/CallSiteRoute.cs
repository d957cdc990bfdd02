namespace IntercomAnalyzers.Resolver;

/// <summary>What a call site's address means.</summary>
/// <param name="Address">The absolute address.</param>
/// <param name="Root">The address without its last segment; ends with a slash.</param>
/// <param name="IsLegacy">True for users, false for contacts.</param>
internal sealed record CallSiteRoute(Uri Address, Uri Root, bool IsLegacy)
{
    // Here contacts and users are parts of something else, or a batch of them.
    private static readonly string[] s_otherCollections = ["bulk", "companies", "contacts", "conversations", "segments", "tags", "tickets", "users"];

    /// <summary>Whether an absolute address is one that creates a single contact.</summary>
    public static bool IsCreate(Uri address)
    {
        var segments = address.AbsolutePath.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > 0 && IsEither(segments[segments.Length - 1], "contacts", "users")
            && !segments.Take(segments.Length - 1).Any(segment => IsEither(segment, s_otherCollections));
    }

    public static CallSiteRoute Parse(Uri? baseAddress, Uri? requestUri)
    {
        var address = requestUri switch
        {
            null => baseAddress,
            { IsAbsoluteUri: true } => requestUri,
            _ when baseAddress is { } root => new Uri(root, requestUri),
            _ => null,
        };
        if (address is null || (address.Scheme != "http" && address.Scheme != "https"))
        {
            throw new ArgumentException("requestUri must be absolute (http or https), or HttpClient.BaseAddress must be set.", nameof(requestUri));
        }

        var path = address.AbsolutePath.TrimEnd('/');
        var lastSegment = path.Substring(path.LastIndexOf('/') + 1);
        var isLegacy = string.Equals(lastSegment, "users", StringComparison.OrdinalIgnoreCase);
        if (!isLegacy && !string.Equals(lastSegment, "contacts", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("requestUri must end in 'contacts' or 'users': only these requests create contacts.", nameof(requestUri));
        }

        var rootPath = path.Substring(0, path.Length - lastSegment.Length);
        return new CallSiteRoute(address, new Uri(address.GetLeftPart(UriPartial.Authority) + rootPath), isLegacy);
    }

    private static bool IsEither(string segment, params string[] names) => names.Contains(segment, StringComparer.OrdinalIgnoreCase);
}
