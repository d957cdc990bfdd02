namespace FakeIntercom.Api;

/// <summary>Intercom's check for an existing user at create time. It sees every write at once.</summary>
internal static class UserConflict
{
    /// <summary>Finds what keeps a user with these identifiers from being created; leads never do.</summary>
    public static ApiErrorException? Find(Workspace workspace, string? externalId, string? email)
    {
        StoredContact? holder = externalId is null
            ? null
            : Users(new ContactKey(ContactField.ExternalId, externalId)).Where(user => user.ExternalId == externalId).OrderByDescending(user => user.IsLive).FirstOrDefault();
        if (holder is not null)
        {
            return ApiErrorException.Conflict(holder);
        }

        if (email is null || (externalId is not null && !workspace.Options.SameEmailNewExternalIdConflicts))
        {
            return null;
        }

        StoredContact[] sharing = [.. Users(new ContactKey(ContactField.Email, email)).Where(user => workspace.Emails.Equals(user.Email, email))];
        return sharing.Count(user => user.IsLive) > 1
            ? ApiErrorException.SeveralUsers()
            : sharing.OrderByDescending(user => user.IsLive).FirstOrDefault() is { } existing
                ? ApiErrorException.Conflict(existing)
                : null;

        IEnumerable<StoredContact> Users(ContactKey key) => workspace.Current(key).Where(contact => contact.IsUser && contact.State != StoredContactState.Merged);
    }
}
