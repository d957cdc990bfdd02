using System.Globalization;
using System.Text;

namespace IntercomAnalyzers.Resolver;

/// <summary>A find-or-create did not end with one contact. The message says what to do next and holds no personal data.</summary>
public abstract class ContactResolutionException : Exception
{
    private protected ContactResolutionException(ContactResolution resolution, string advice)
        : base(Describe(resolution, advice), resolution.Cause)
    {
        Resolution = resolution;
    }

    /// <summary>The resolution that failed.</summary>
    public ContactResolution Resolution { get; }

    private static string Describe(ContactResolution resolution, string advice)
    {
        var text = new StringBuilder(advice);
        if (resolution.Candidates.Count > 0)
        {
            text.Append(" Contacts: ").Append(string.Join(", ", resolution.Candidates)).Append('.');
        }

        if (resolution.StatusCode is { } status)
        {
            text.Append(" HTTP status ").Append(((int)status).ToString(CultureInfo.InvariantCulture)).Append('.');
        }

        if (resolution.ErrorCode is { } code)
        {
            text.Append(" Intercom error code ").Append(code).Append('.');
        }

        if (resolution.RequestIds.Count > 0)
        {
            text.Append(" Last request id ").Append(resolution.RequestIds[resolution.RequestIds.Count - 1]).Append('.');
        }

        return text.ToString();
    }
}
