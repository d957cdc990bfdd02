namespace IntercomAnalyzers.Resolver;

/// <summary>What a call site's address means.</summary>
/// <param name="Address">The absolute address.</param>
/// <param name="Root">The address without its last segment; ends with a slash.</param>
/// <param name="IsLegacy">True for users, false for contacts.</param>
internal sealed record CallSiteRoute(Uri Address, Uri Root, bool IsLegacy)
{
    public static CallSiteRoute Parse(HttpClient client, Uri? requestUri)
    {
        var address = requestUri switch
        {
            null => client.BaseAddress,
            { IsAbsoluteUri: true } => requestUri,
            _ when client.BaseAddress is { } root => new Uri(root, requestUri),
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
}
