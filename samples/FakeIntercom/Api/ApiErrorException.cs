namespace FakeIntercom.Api;

/// <summary>Ends a request with an <c>error.list</c> of one error.</summary>
internal sealed class ApiErrorException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The target of a <c>Link</c> header.</summary>
    public string? Canonical { get; init; }

    public static ApiErrorException UserNotFound() => new(StatusCodes.Status404NotFound, "not_found", "User Not Found");

    public static ApiErrorException InvalidParameter(string message) => new(StatusCodes.Status400BadRequest, "parameter_invalid", message);

    public static ApiErrorException Conflict(StoredContact existing) => new(
        StatusCodes.Status409Conflict,
        "conflict",
        $"{(existing.IsLive ? "A" : "An archived")} contact matching those details already exists with id={existing.Id}");

    public static ApiErrorException SeveralUsers() => new(
        StatusCodes.Status409Conflict,
        "conflict",
        "Multiple existing users match this email address - must be more specific using user_id");

    public static ApiErrorException Merged(StoredContact merged) => new(StatusCodes.Status410Gone, "contact_merged", "Contact has been merged")
    {
        Canonical = $"/contacts/{merged.MergedInto}",
    };

    public static ApiErrorException NotInThisVersion() => new(
        StatusCodes.Status400BadRequest,
        "intercom_version_invalid",
        "Requested resource is not available in current API version");
}
