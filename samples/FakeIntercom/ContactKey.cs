namespace FakeIntercom;

/// <summary>An identifier that several contacts can have.</summary>
internal readonly record struct ContactKey(ContactField Field, string Value);

internal enum ContactField
{
    Email,
    ExternalId,
}
