namespace SignupStorm;

/// <summary>How the sign-ups of a person are spread.</summary>
/// <param name="DoubleSubmits">The share of the sign-ups that come right after the person's first one.</param>
/// <param name="Spread">How far apart, in sign-ups of all persons, those of one person can be.</param>
/// <param name="KeyOnlyForms">
/// Whether half of the persons use the forms that know their account (external_id and email, or external_id alone) and the others those that know their email.
/// A person who once gave only the external_id and once only the email would be two for anybody.
/// </param>
internal sealed record TrafficShape(double DoubleSubmits, int Spread, bool KeyOnlyForms)
{
    /// <summary>Near enough to overlap, far enough to come after an answer too. Every form has an email.</summary>
    public static TrafficShape Storm { get; } = new(0.5, 200, KeyOnlyForms: false);

    /// <summary>So far apart that many come after search has caught up and the markers are gone.</summary>
    public static TrafficShape Soak { get; } = new(0.3, 3000, KeyOnlyForms: true);
}
