using Microsoft.Extensions.Options;

namespace IntercomAnalyzers.Resolver;

/// <summary>Says which option is wrong before any request is sent.</summary>
internal sealed class ContactResolverOptionsValidator : IValidateOptions<ContactResolverOptions>
{
    public ValidateOptionsResult Validate(string? name, ContactResolverOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.AccessToken)) failures.Add($"{nameof(options.AccessToken)} is missing: set it to the access token of the Intercom workspace.");
        if (options.BaseAddress is not { IsAbsoluteUri: true } address || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            failures.Add($"{nameof(options.BaseAddress)} must be an absolute http or https address, such as https://api.intercom.io, but is '{options.BaseAddress}'.");
        }

        if (string.IsNullOrWhiteSpace(options.IntercomVersion)) failures.Add($"{nameof(options.IntercomVersion)} is missing.");
        if (options.AttemptTimeout <= TimeSpan.Zero) failures.Add($"{nameof(options.AttemptTimeout)} must be positive.");
        if (options.TotalTimeout < options.AttemptTimeout) failures.Add($"{nameof(options.TotalTimeout)} must not be shorter than {nameof(options.AttemptTimeout)}.");
        if (options.MaxRetryAttempts is < 0 or > 10) failures.Add($"{nameof(options.MaxRetryAttempts)} must lie between 0 and 10.");
        if (options.RetryDelay < TimeSpan.Zero) failures.Add($"{nameof(options.RetryDelay)} must not be negative.");
        if (options.MarkerLifetime <= TimeSpan.Zero) failures.Add($"{nameof(options.MarkerLifetime)} must be positive.");
        return failures.Count > 0 ? ValidateOptionsResult.Fail(failures) : ValidateOptionsResult.Success;
    }

    /// <exception cref="OptionsValidationException">An option is missing or wrong; the message names it.</exception>
    public static void ThrowIfInvalid(ContactResolverOptions options)
    {
        if (new ContactResolverOptionsValidator().Validate(null, options) is { Failed: true } result)
        {
            throw new OptionsValidationException(nameof(ContactResolverOptions), typeof(ContactResolverOptions), result.Failures);
        }
    }
}
