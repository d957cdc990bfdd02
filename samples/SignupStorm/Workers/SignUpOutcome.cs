using System.Text.Json.Serialization;

namespace SignupStorm.Workers;

/// <summary>How a sign-up ended for its caller, after all retries.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SignUpEnd>))]
internal enum SignUpEnd
{
    /// <summary>The call returned.</summary>
    Returned,

    /// <summary>The call threw an exception that says what happened and what to do.</summary>
    TypedFailure,

    /// <summary>The call threw something else.</summary>
    OtherError,
}

/// <summary>The end of a sign-up.</summary>
/// <param name="Index">The sign-up's place in the traffic.</param>
/// <param name="End">How it ended.</param>
/// <param name="ContactId">The id that the call returned, if any.</param>
/// <param name="Failure">The name of the exception's type, if any.</param>
/// <param name="Elapsed">The time from the first try to the end.</param>
internal sealed record SignUpOutcome(int Index, SignUpEnd End, string? ContactId, string? Failure, TimeSpan Elapsed);
