using System.Globalization;
using Microsoft.Extensions.Options;

namespace IntercomAnalyzers.Resolver;

/// <summary>Names every option that cannot work. Stateless.</summary>
internal sealed class ContactResolverOptionsValidator : IValidateOptions<ContactResolverOptions>
{
    public static ContactResolverOptionsValidator Instance { get; } = new();

    public ValidateOptionsResult Validate(string? name, ContactResolverOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.AccessToken))
        {
            failures.Add($"{nameof(options.AccessToken)} is missing or blank. Set it to the access token of the Intercom workspace.");
        }
        else if (options.AccessToken!.Any(c => c is <= ' ' or >= '\u007f'))
        {
            failures.Add($"{nameof(options.AccessToken)} contains a space, a line break or a character outside ASCII.");
        }

        CollectCommonFailures(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    public static void ThrowIfInvalid(ContactResolverOptions options)
    {
        ThrowIfAny(Instance.Validate(Options.DefaultName, options).Failures ?? []);
    }

    /// <summary>For callers whose requests bring address and token.</summary>
    public static void ThrowIfLimitsInvalid(ContactResolverOptions options)
    {
        var failures = new List<string>();
        CollectCommonFailures(options, failures);
        ThrowIfAny(failures);
    }

    private static void ThrowIfAny(IEnumerable<string> failures)
    {
        if (failures.Any())
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(ContactResolverOptions), failures);
        }
    }

    private static void CollectCommonFailures(ContactResolverOptions options, List<string> failures)
    {
        if (options.BaseAddress is not { IsAbsoluteUri: true } address || (address.Scheme != "http" && address.Scheme != "https"))
        {
            failures.Add($"{nameof(options.BaseAddress)} must be an absolute http or https address, such as https://api.intercom.io/.");
        }

        if (!Version.TryParse(options.ApiVersion, out var version) || version.Major < 2)
        {
            failures.Add($"{nameof(options.ApiVersion)} must be 2.0 or later, such as 2.16.");
        }

        CheckDuration(nameof(options.TotalDeadline), options.TotalDeadline, failures);
        CheckDuration(nameof(options.AttemptTimeout), options.AttemptTimeout, failures);
        CheckDuration(nameof(options.RetryBaseDelay), options.RetryBaseDelay, failures);
        CheckDuration(nameof(options.MarkerAge), options.MarkerAge, failures);
        if (options.MaxAttempts is < 1 or > 10)
        {
            failures.Add($"{nameof(options.MaxAttempts)} must be from 1 to 10, not {options.MaxAttempts.ToString(CultureInfo.InvariantCulture)}.");
        }

        if (options.RequestsPerTenSeconds is < 1 or > 100_000)
        {
            failures.Add($"{nameof(options.RequestsPerTenSeconds)} must be from 1 to 100000, or null.");
        }

        if (options.TimeProvider is null)
        {
            failures.Add($"{nameof(options.TimeProvider)} must not be null.");
        }
    }

    private static void CheckDuration(string option, TimeSpan value, List<string> failures)
    {
        // What the retry and timeout strategies accept.
        if (value < TimeSpan.FromMilliseconds(10) || value > TimeSpan.FromDays(1))
        {
            failures.Add($"{option} must be at least 10 milliseconds and at most one day.");
        }
    }
}
