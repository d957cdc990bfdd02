namespace SignupStorm.Writers;

/// <summary>One way to bring a sign-up to Intercom.</summary>
internal interface IContactWriter
{
    /// <summary>Saves the contact of a sign-up.</summary>
    /// <returns>The id of the contact, or <see langword="null"/> when the code does not look at the answer.</returns>
    Task<string?> SaveAsync(HttpClient http, SignUp signUp, CancellationToken cancellationToken);
}
