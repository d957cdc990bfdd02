using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace IntercomAnalyzers.Resolver;

/// <summary>Turns an HTTP response into an <see cref="ApiReply"/>.</summary>
internal static class ReplyReader
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(60);
    private static readonly Regex s_canonical = new(@"<[^>]*/(?:contacts|users)/(?<id>[0-9A-Za-z]+)>\s*;\s*rel=""?canonical""?", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static ApiReply Read(HttpResponseMessage response, ReadOnlyMemory<byte> bytes, BodyShape shape, ServerText text, TimeProvider timeProvider)
    {
        var status = (int)response.StatusCode;

        // The parsers do not look into strings.
        var isUtf8 = IsUtf8(bytes);
        var isSuccess = status is >= 200 and < 300;
        if (isUtf8 && isSuccess && shape.ScanContact(bytes.Span) is { } contact)
        {
            return new ApiReply { Status = status, Contact = contact, HasShape = true, RequestId = text.Clean(FirstHeader(response.Headers, "X-Request-Id")), WindowUsedUpUntil = WindowUsedUpUntil(response.Headers) };
        }

        using var document = isUtf8 ? TryParse(bytes) : null;
        var json = document?.RootElement;
        // Its own copy: what is read stays with the contact, and the buffer does not.
        var body = isSuccess && json is { } value && shape.Matches(value) ? value.Clone() : (JsonElement?)null;
        var errors = json is { } answer ? ApiError.ReadList(answer) : [];
        return new ApiReply
        {
            Status = status,
            Body = body,
            HasShape = body is not null,
            Contact = body is { } matching ? shape.ReadContact(matching) : null,
            Errors = errors,
            ErrorCode = errors.Count > 0 ? text.Clean(errors[0].Code) : null,
            RequestId = text.Clean(FirstHeader(response.Headers, "X-Request-Id") ?? json?.GetText("request_id"u8)),
            CanonicalId = status == 410 ? CanonicalId(response.Headers) : null,
            RetryAfter = status is 429 or 503 ? RetryAfter(response.Headers, timeProvider) : null,
            WindowUsedUpUntil = WindowUsedUpUntil(response.Headers),
        };
    }

    private static JsonDocument? TryParse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return JsonDocument.Parse(bytes);
        }
        catch (JsonException)
        {
            return null;
        }
    }

#if NET8_0_OR_GREATER
    private static bool IsUtf8(ReadOnlyMemory<byte> bytes) => System.Text.Unicode.Utf8.IsValid(bytes.Span);
#else
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static bool IsUtf8(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            _ = s_utf8.GetCharCount(bytes.ToArray());
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
#endif

    private static string? CanonicalId(HttpResponseHeaders headers)
    {
        var match = s_canonical.Match(FirstHeader(headers, "Link") ?? string.Empty);
        return match.Success ? match.Groups["id"].Value : null;
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, TimeProvider timeProvider)
    {
        var now = timeProvider.GetUtcNow();
        TimeSpan? wait = headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => null,
        };

        return (wait ?? WindowEnd(headers) - now) is not { } value ? null
            : value < TimeSpan.Zero ? TimeSpan.Zero
            : value > s_longestWait ? s_longestWait
            : value;
    }

    private static DateTimeOffset? WindowUsedUpUntil(HttpResponseHeaders headers) => FirstHeader(headers, "X-RateLimit-Remaining")?.Trim() == "0" ? WindowEnd(headers) : null;

    // Unix seconds; the limit keeps FromUnixTimeSeconds in range.
    private static DateTimeOffset? WindowEnd(HttpResponseHeaders headers) =>
        long.TryParse(FirstHeader(headers, "X-RateLimit-Reset"), NumberStyles.None, CultureInfo.InvariantCulture, out var reset) && reset < 253402300800
            ? DateTimeOffset.FromUnixTimeSeconds(reset)
            : null;

    private static string? FirstHeader(HttpResponseHeaders headers, string name)
    {
#if NET8_0_OR_GREATER
        if (headers.NonValidated.TryGetValues(name, out var values))
        {
            foreach (var value in values)
            {
                return value;
            }
        }

        return null;
#else
        return headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
#endif
    }
}
