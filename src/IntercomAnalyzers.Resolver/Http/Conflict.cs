using System.Text.RegularExpressions;

namespace IntercomAnalyzers.Resolver;

/// <summary>What the text of a 409 says: the id is only there.</summary>
internal sealed record Conflict(string? ContactId, bool IsArchived, bool IsMultiple)
{
    private static readonly Regex s_id = new(@"\bid=([0-9A-Za-z]+)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public string Kind => IsArchived ? "archived" : IsMultiple ? "multiple" : ContactId is null ? "unparsed" : "live";

    public static Conflict Parse(IReadOnlyList<ApiError> errors)
    {
        foreach (var error in errors)
        {
            var match = s_id.Match(error.Message);
            if (match.Success)
            {
                return new Conflict(match.Groups[1].Value, Says(error, "archived"), IsMultiple: false);
            }
        }

        return new Conflict(null, IsArchived: false, errors.Any(error => Says(error, "multiple existing users")));
    }

    private static bool Says(ApiError error, string text) => error.Message.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;
}
