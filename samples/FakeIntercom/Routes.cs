namespace FakeIntercom;

/// <summary>The routes of the fake, as <see cref="FaultPlan"/> and <see cref="ReceivedRequest.Route"/> name them.</summary>
public static class Routes
{
    /// <summary>Every route.</summary>
    public const string Any = "*";

    /// <summary>Creates a contact (2.x) or a lead (1.x).</summary>
    public const string CreateContact = "POST /contacts";

    /// <summary>Searches contacts.</summary>
    public const string SearchContacts = "POST /contacts/search";

    /// <summary>Lists contacts.</summary>
    public const string ListContacts = "GET /contacts";

    /// <summary>Reads a user by its external_id.</summary>
    public const string FindByExternalId = "GET /contacts/find_by_external_id/{external_id}";

    /// <summary>Reads a contact by Intercom's id.</summary>
    public const string GetContact = "GET /contacts/{id}";

    /// <summary>Updates a contact.</summary>
    public const string UpdateContact = "PUT /contacts/{id}";

    /// <summary>Merges a lead into a user.</summary>
    public const string MergeContacts = "POST /contacts/merge";

    /// <summary>Archives a contact.</summary>
    public const string ArchiveContact = "POST /contacts/{id}/archive";

    /// <summary>Takes a contact out of the archive.</summary>
    public const string UnarchiveContact = "POST /contacts/{id}/unarchive";

    /// <summary>Deletes a contact for good.</summary>
    public const string DeleteContact = "DELETE /contacts/{id}";

    /// <summary>Creates a company or updates the one with the same company_id.</summary>
    public const string UpsertCompany = "POST /companies";

    /// <summary>Attaches a company to a contact.</summary>
    public const string AttachCompany = "POST /contacts/{id}/companies";

    /// <summary>Legacy (1.x): creates or updates a user.</summary>
    public const string UpsertUser = "POST /users";

    /// <summary>Legacy (1.x): reads users by user_id or email, or lists them.</summary>
    public const string ListUsers = "GET /users";

    /// <summary>Legacy (1.x): reads a user by Intercom's id.</summary>
    public const string GetUser = "GET /users/{id}";

    /// <summary>Sends an event.</summary>
    public const string CreateEvent = "POST /events";

    /// <summary>Reads the admin and the workspace of the token.</summary>
    public const string Me = "GET /me";

    /// <summary>All routes, without <see cref="Any"/>.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CreateContact, SearchContacts, ListContacts, FindByExternalId, GetContact, UpdateContact, MergeContacts, ArchiveContact,
        UnarchiveContact, DeleteContact, UpsertCompany, AttachCompany, UpsertUser, ListUsers, GetUser, CreateEvent, Me,
    ];
}
