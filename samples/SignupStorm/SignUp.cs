namespace SignupStorm;

/// <summary>The form that a sign-up comes from. Each sends another part of the identity.</summary>
internal enum SignUpForm
{
    /// <summary>A user with external_id and email.</summary>
    Account,

    /// <summary>A user with email only.</summary>
    Trial,

    /// <summary>A lead with email only.</summary>
    Newsletter,

    /// <summary>A user with external_id only.</summary>
    Visit,
}

/// <summary>One sign-up of a person.</summary>
internal sealed record SignUp(SignUpForm Form, string ExternalId, string Email, string Name)
{
    /// <summary>What the form sends to Intercom.</summary>
    public object Payload => Form switch
    {
        SignUpForm.Account => new { role = "user", external_id = ExternalId, email = Email, name = Name },
        SignUpForm.Trial => new { role = "user", email = Email, name = Name },
        SignUpForm.Visit => new { role = "user", external_id = ExternalId, name = Name },
        _ => new { role = "lead", email = Email, name = Name },
    };

    /// <summary>What the form sends to API 1.x. The newsletter knows no account and takes the email for its key, as many do.</summary>
    public object LegacyPayload => Form switch
    {
        SignUpForm.Account => new { user_id = ExternalId, email = Email, name = Name },
        SignUpForm.Trial => new { email = Email, name = Name },
        SignUpForm.Visit => new { user_id = ExternalId, name = Name },
        _ => new { user_id = Email, email = Email, name = Name },
    };
}
